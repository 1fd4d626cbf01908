/** Help texts: examples first, in lines that fit the terminal. */
import { Command, Help } from 'commander';
import { readTerminal } from './terminal.js';

export type Example = readonly [command: string, meaning: string];

/** Lets a command's help begin with examples. */
export function withExamples(command: Command, examples: readonly Example[]): Command {
  return command
    .configureOutput({ getOutHelpWidth: () => readTerminal().columns })
    .configureHelp({
      minWidthToWrap: 16,
      formatItem,
      formatHelp: (subject, helper) => exampleText(examples, helper) + formatted(subject, helper),
    });
}

function exampleText(examples: readonly Example[], helper: Help): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  const items = examples.map(([line, meaning]) => helper.formatItem(line, width, meaning, helper));
  return `${['Examples:', ...items].join('\n')}\n\n`;
}

function formatted(subject: Command, helper: Help): string {
  return Help.prototype.formatHelp.call(helper, subject, helper);
}

/** Side by side where there is room for both, or else the description beneath its term. */
function formatItem(
  this: Help,
  term: string,
  termWidth: number,
  description: string,
  helper: Help,
): string {
  const width = helper.helpWidth ?? 80;
  if (width - termWidth >= NARROWEST_DESCRIPTION) {
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  }
  const beneath = helper.boxWrap(description, width - 6).replace(/^/gm, ' '.repeat(6));
  return description === '' ? `  ${term}` : `  ${term}\n${beneath}`;
}

const NARROWEST_DESCRIPTION = 36;
