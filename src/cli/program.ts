/** The verbs and their options. */

import { Command, CommanderError } from 'commander';
import { refusals } from '../render/refusals.js';
import { nearest } from '../session/nearest.js';
import { demoNames, isPath } from '../session/registry.js';
import { UserError } from '../session/user-error.js';
import { ChoiceError } from './choice.js';
import { commandName } from './command-name.js';
import { asciiOption, colorOption } from './common-options.js';
import { ExitCode } from './exit-codes.js';
import { addExploreVerb } from './explore/verb.js';
import { withExamples } from './help/help.js';
import { helpWords } from './help/help-words.js';
import { addListVerb } from './list/verb.js';
import { addNewVerb } from './new/verb.js';
import { addReplayVerb } from './replay/verb.js';
import { addRunVerb } from './run/verb.js';
import { addShowVerb } from './show/verb.js';
import { addTrialsVerb } from './trials/verb.js';
import { version } from './version.js';

/** Carries out a command line, reports its errors and returns its exit code. */
export async function carryOut(words: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.ok;
  const program = createProgram((code) => {
    exitCode = code;
  });
  const verbs = program.commands.map((command) => command.name());
  const given = helpWords(words, verbs);
  try {
    await program.parseAsync(given, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && HELPFUL.includes(error.code)) return ExitCode.ok;
    const { reportError } = await import('./report-error.js');
    if (error instanceof ChoiceError) return reportError(await error.toUserError());
    return reportError(error instanceof CommanderError ? await asUsageError(error, given, verbs) : error);
  }
}

/** Codes of the errors that commander throws after it has printed help or the version. */
const HELPFUL = ['commander.help', 'commander.helpDisplayed', 'commander.version'];

function createProgram(finish: (code: ExitCode) => void): Command {
  const program = withExamples(new Command('pyconc'), [
    ['run lock-race', 'four threads, one lock, and a race'],
    ['trials lock-race --time 2', 'how often it goes wrong, in two seconds'],
    ['explore lock-race --variant unlocked', 'what can happen, in every schedule'],
    ['list', 'all demos, in lesson order'],
    ['run lock-race --help', 'what that demo takes, and how it can end'],
  ])
    .description("Python's concurrency, running for real in your terminal.")
    .version(version())
    // `reportError` prints commander's errors, with our own exit code.
    .configureOutput({ writeErr: () => {} })
    .exitOverride();

  const look = () => [colorOption(), asciiOption()];
  addRunVerb(program, finish, look());
  addTrialsVerb(program, finish, look());
  addExploreVerb(program, finish, look());
  addReplayVerb(program, finish, look());
  addShowVerb(program, finish);
  addNewVerb(program, finish);
  addListVerb(program, finish, look());
  return program;
}

async function asUsageError(
  error: CommanderError,
  words: readonly string[],
  verbs: readonly string[],
): Promise<UserError> {
  const [word = ''] = words;
  const command = commandName();
  const [sentence = '', ...suggestions] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = suggestions.join(' ').replace(/[()]/g, '');
  const message = `${sentence}.`.replace(/([.?])\.$/, '$1');
  if (error.code !== 'commander.unknownCommand') {
    return UserError.inWords(
      message,
      suggestion || refusals.seeOptions(verbs.includes(word) ? `${command} ${word}` : command),
    );
  }
  if (isPath(word) || demoNames().includes(word)) return UserError.inWords(message, refusals.meantRun(command, word));
  const near = suggestion === '' ? await nearest(word, [...verbs, ...demoNames()]) : undefined;
  const hint = near === undefined ? refusals.seeCommands(command) : refusals.meant(near);
  return UserError.inWords(refusals.unknownWord(word), suggestion || hint);
}
