/** Help texts: examples first, in lines that fit the terminal. */
import { type Command, Help } from 'commander';
import { messages } from '../../render/messages.js';
import { commandName } from '../command-name.js';
import { readTerminal } from '../terminal/terminal.js';

/** `words` come after the name of the command. */
export type Example = readonly [words: string, meaning: string];

/** Makes a command's help begin with examples. */
export function withExamples(command: Command, examples: readonly Example[]): Command {
  return command.configureOutput({ getOutHelpWidth: () => readTerminal().columns }).configureHelp({
    minWidthToWrap: 16,
    formatItem,
    formatHelp: (subject, helper) => `${exampleLines(examples).join('\n')}\n\n${formatted(subject, helper)}`,
  });
}

/** Commands under a heading, each with its meaning: beside it if the longest command leaves room, otherwise beneath it. */
export function exampleLines(examples: readonly Example[], columns = readTerminal().columns): string[] {
  const helper = Object.assign(new Help(), { helpWidth: columns, minWidthToWrap: 16 });
  const name = commandName();
  const lines = examples.map(([words, meaning]) => [`${name} ${words}`, meaning] as const);
  const width = widest(lines.map(([line]) => line));
  const room = Math.min(widest(examples.map(([, meaning]) => meaning)) + 2 * INDENT, NARROWEST_DESCRIPTION);
  return [messages.examplesHeading, ...lines.map(([line, meaning]) => item(line, width, meaning, helper, room))];
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

function formatted(subject: Command, helper: Help): string {
  return Help.prototype.formatHelp.call(helper, subject, helper);
}

/** Term and description side by side if both fit, otherwise the description beneath its term. */
function formatItem(this: Help, term: string, termWidth: number, description: string, helper: Help): string {
  return item(term, termWidth, description, helper, NARROWEST_DESCRIPTION);
}

function item(term: string, termWidth: number, description: string, helper: Help, room: number): string {
  const width = helper.helpWidth ?? 80;
  if (width - termWidth >= room) {
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  }
  const shown = continued(term, width - INDENT);
  const lines = description === '' ? shown : [...shown, ...beneath(description, width, helper)];
  return lines.map((line) => ' '.repeat(INDENT) + line).join('\n');
}

const INDENT = 2;
const NARROWEST_DESCRIPTION = 36;

/** Broken into lines with a backslash, as a shell accepts it. */
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
