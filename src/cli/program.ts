/** The verbs and their options. */
import { Command, CommanderError, Option } from 'commander';
import { refusals } from '../render/refusals.js';
import { demoNames, isPath } from '../session/registry.js';
import { ChoiceError, choiceOption } from './choice.js';
import { asciiOption, colorOption } from './common-options.js';
import { demoHelp } from './demo-help.js';
import { ExitCode } from './exit-codes.js';
import { withExamples } from './help.js';
import { helpWords } from './help-words.js';
import { type ListOptions, list } from './list.js';
import { addNewVerb } from './new-verb.js';
import type { RawRunOptions } from './raw-run-options.js';
import { reportError } from './report-error.js';
import { run } from './run.js';
import { addShowVerb } from './show-verb.js';
import { addTrialsVerb } from './trials-verb.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

/** Carries out a command line and returns its exit code, with everything reported that there was to report. */
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
    if (error instanceof ChoiceError) return reportError(await error.toUsageError());
    if (!(error instanceof CommanderError)) return reportError(error);
    return HELPFUL.includes(error.code) ? ExitCode.ok : reportError(asUsageError(error, given, verbs));
  }
}

/** What commander throws for having done what it was asked to. */
const HELPFUL = ['commander.help', 'commander.helpDisplayed', 'commander.version'];

function createProgram(finish: (code: ExitCode) => void): Command {
  const program = withExamples(new Command('pyconc'), [
    ['pyconc run lock-race', 'four threads, one lock, and a race'],
    ['pyconc trials lock-race --time 2', 'how often it goes wrong, in two seconds'],
    ['pyconc list', 'all demos, in lesson order'],
    ['pyconc run lock-race --help', 'what that demo takes, and how it can end'],
  ])
    .description("Python's concurrency, running for real in your terminal.")
    .version(version())
    // What commander would say is said by `reportError`, with our own exit code.
    .configureOutput({ writeErr: () => {} })
    .exitOverride();

  const runVerb = program
    .command('run')
    .summary('run demos, or files of your own: what happens')
    .description('Run demos, one after another. A file of your own is given by its path.')
    .argument('[demos...]', 'names of demos, paths of files, or `all`')
    .action(async (demos: string[], options: RawRunOptions) => {
      finish(options.help ? await demoHelp(runVerb, demos, options) : await run(demos, options));
    });
  withExamples(runVerb, [
    ['pyconc run lock-race', 'the log, then a summary'],
    ['pyconc run lock-race --variant locked --param count=1000', 'as the demo allows'],
    ['pyconc run condition-buffer --view lanes', 'a column a thread'],
    ['pyconc run lock-race --json', 'one JSON document'],
    ['pyconc run lock-race --expect updates-lost', 'exit code 3 if it ends otherwise'],
  ]);
  addRunOptions(runVerb);
  addTrialsVerb(program, finish, [colorOption(), asciiOption()]);

  addShowVerb(program, finish);
  addNewVerb(program, finish);

  const listVerb = program
    .command('list')
    .summary('what there is to run')
    .description('List all demos, in lesson order.')
    .option('--json', 'as a JSON document')
    .addOption(colorOption())
    .addOption(asciiOption())
    .action(async (options: ListOptions) => {
      finish(await list(options));
    });
  withExamples(listVerb, [
    ['pyconc list', 'all demos, in lesson order'],
    ['pyconc list --json', 'with their parameters, variants and outcomes'],
  ]);
  return program;
}

function addRunOptions(verb: Command): void {
  const collect = (value: string, values: string[] = []) => [...values, value];
  verb
    .option('--variant <name>', 'which variant of the demo')
    .option('--param <name=value>', 'set a parameter of the demo; may be repeated', collect)
    .option('--speed <x>', "how fast the program's clock runs: a number, or max for virtual time")
    .addOption(
      choiceOption('--start <how>', 'how threads that start together are lined up', [
        ...['aligned', 'together', 'free'],
      ]).default('aligned'),
    )
    .option('--seed <n>', 'seed of the random items; it does not fix the schedule')
    .addOption(new Option('--timeout <seconds>', 'stop a run that takes longer; 0: never').default('60', '60'))
    .addOption(choiceOption('--format <format>', 'how to show it', ['pretty', 'json', 'ndjson']))
    .option('--json', 'short for --format json')
    .addOption(
      choiceOption('--trace <what>', 'what is told: the log, who waits for whom, or every operation', [
        ...['log', 'waits', 'ops'],
      ]).default('log'),
    )
    .addOption(
      choiceOption('--view <how>', 'the log as a list, or a column a thread', ['list', 'lanes']).default('list'),
    )
    .option('--threads', 'list all threads and processes under the log')
    .option('--pause', 'wait for Enter between demos')
    .option('--step-log', 'show a line of the log for each key')
    .addOption(colorOption())
    .addOption(asciiOption())
    .option('-q, --quiet', 'print the outcome only')
    .option('--expect <outcome>', 'exit with 3 if a run has another outcome')
    .option('--arena <MiB>', 'how much memory the threads share')
    .helpOption(false)
    .option('-h, --help', 'show help; behind the name of a demo, what that takes as well');
}

function asUsageError(error: CommanderError, words: readonly string[], verbs: readonly string[]): UsageError {
  const [word = ''] = words;
  const [sentence = '', ...suggestions] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = suggestions.join(' ').replace(/[()]/g, '');
  const message = `${sentence}.`.replace(/([.?])\.$/, '$1');
  if (error.code !== 'commander.unknownCommand') {
    return new UsageError(message, suggestion || refusals.seeOptions(verbs.includes(word) ? `${word} ` : ''));
  }
  const isDemo = isPath(word) || demoNames().includes(word);
  return new UsageError(message, isDemo ? refusals.meantRun(word) : suggestion || refusals.seeCommands);
}
