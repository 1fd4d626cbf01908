/** Help texts: examples first, in lines that fit the terminal. */
import { type Command, Help } from 'commander';
import { readTerminal } from './terminal.js';

export type Example = readonly [command: string, meaning: string];

/** Lets a command's help begin with examples. */
export function withExamples(command: Command, examples: readonly Example[]): Command {
  return command.configureOutput({ getOutHelpWidth: () => readTerminal().columns }).configureHelp({
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
function formatItem(this: Help, term: string, termWidth: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  if (width - termWidth >= NARROWEST_DESCRIPTION) {
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  }
  const shown = continued(term, width - INDENT);
  const lines = description === '' ? shown : [...shown, ...beneath(description, width, helper)];
  return lines.map((line) => ' '.repeat(INDENT) + line).join('\n');
}

const INDENT = 2;
const NARROWEST_DESCRIPTION = 36;

/** Broken as a shell takes it. */
function continued(term: string, width: number): string[] {
  if (term.length <= width) return [term];
  const space = term.lastIndexOf(' ', width - 2);
  if (space < 1) return [term];
  return [`${term.slice(0, space)} \\`, ...continued(`  ${term.slice(space + 1)}`, width)];
}

function beneath(description: string, width: number, helper: Help): string[] {
  const text = helper.boxWrap(description, width - 3 * INDENT);
  return text.split('\n').map((line) => ' '.repeat(2 * INDENT) + line);
}
