/** The verbs and their options. */
import { Command, CommanderError, Option } from 'commander';
import { UsageError } from '../session/usage-error.js';
import { ExitCode } from './exit-codes.js';
import { withExamples } from './help.js';
import type { ListOptions } from './list.js';
import { reportError } from './report-error.js';
import type { RawRunOptions } from './run-options.js';
import { version } from './version.js';

/** Carries out a command line and returns its exit code, with everything reported that there was to report. */
export async function carryOut(words: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.ok;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(error);
    return error.exitCode === 0 ? ExitCode.ok : reportError(await asUsageError(error, words));
  }
}

function createProgram(finish: (code: ExitCode) => void): Command {
  const program = withExamples(new Command('pyconc'), [
    ['pyconc run lock-race', 'four threads, one lock, and a race'],
    ['pyconc list', 'all demos, in lesson order'],
    ['pyconc run lock-race --help', 'what that demo takes, and how it can end'],
  ])
    .description("Python's concurrency, running for real in your terminal.")
    .version(version())
    // What commander would say is said by `reportError`, with our own exit code.
    .configureOutput({ writeErr: () => {} })
    .exitOverride();

  const run = program
    .command('run')
    .summary('run demos, or files of your own: what happens')
    .description('Run demos, one after another. A file of your own is given by its path.')
    .argument('[demos...]', 'names of demos, paths of files, or `all`')
    .action(async (demos: string[], options: RawRunOptions) => {
      finish(options.help ? await showHelp(run, demos) : await carryOutRun(demos, options));
    });
  withExamples(run, [
    ['pyconc run lock-race', 'the log, then a summary'],
    ['pyconc run lock-race --variant locked --param count=1000', 'as the demo allows'],
    ['pyconc run lock-race --json', 'one JSON document'],
    ['pyconc run lock-race --expect updates-lost', 'exit code 3 if it ends otherwise'],
  ]);
  addRunOptions(run);

  const list = program
    .command('list')
    .summary('what there is to run')
    .description('List all demos, in lesson order.')
    .option('--json', 'as a JSON document')
    .addOption(colorOption())
    .addOption(asciiOption())
    .action(async (options: ListOptions) => {
      finish(await (await import('./list.js')).list(options));
    });
  withExamples(list, [
    ['pyconc list', 'all demos, in lesson order'],
    ['pyconc list --json', 'with their parameters, variants and outcomes'],
  ]);
  return program;
}

function addRunOptions(run: Command): void {
  const collect = (value: string, values: string[]) => [...values, value];
  run
    .option('--variant <name>', 'which variant of the demo')
    .option('--param <name=value>', 'set a parameter of the demo; may be repeated', collect, [])
    .option('--speed <x>', "how fast the program's clock runs: a number, or max for virtual time")
    .addOption(
      new Option('--start <how>', 'how threads that start together are lined up')
        .choices(['aligned', 'together', 'free'])
        .default('aligned'),
    )
    .option('--seed <n>', 'seed of the random items; it does not fix the schedule')
    .option('--timeout <seconds>', 'stop a run that takes longer; 0: never', '60')
    .addOption(
      new Option('--format <format>', 'how to show it').choices(['pretty', 'json', 'ndjson']),
    )
    .option('--json', 'short for --format json')
    .addOption(
      new Option('--trace <what>', 'what is told: the log, or every operation on shared objects')
        .choices(['log', 'ops'])
        .default('log'),
    )
    .addOption(colorOption())
    .addOption(asciiOption())
    .option('-q, --quiet', 'print the outcome only')
    .option('--expect <outcome>', 'exit with 3 if a run has another outcome')
    .option('--arena <MiB>', 'how much memory the threads share')
    .helpOption(false)
    .option('-h, --help', 'show help; behind the name of a demo, what that takes as well');
}

function colorOption(): Option {
  return new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto');
}

function asciiOption(): Option {
  return new Option('--ascii', 'nothing but ASCII of our own');
}

async function carryOutRun(demos: string[], options: RawRunOptions): Promise<ExitCode> {
  const { run } = await import('./run.js');
  return run(demos, options);
}

/** Loading a demo takes time, which commander's own help does not grant. */
async function showHelp(command: Command, words: readonly string[]): Promise<ExitCode> {
  if (words.length === 0) {
    command.outputHelp();
    return ExitCode.ok;
  }
  const { planRuns } = await import('./plan.js');
  const plan = await planRuns(words, { variant: undefined, params: [], expect: undefined });
  const [{ demoPage }, { printPage }] = await Promise.all([
    import('../render/demo-pages.js'),
    import('./page.js'),
  ]);
  for (const { demo } of plan) await printPage((theme) => demoPage(demo, theme));
  process.stdout.write('\n');
  command.outputHelp();
  return ExitCode.ok;
}

async function asUsageError(error: CommanderError, words: readonly string[]): Promise<UsageError> {
  const [sentence = '', ...suggestions] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = suggestions.join(' ').replace(/[()]/g, '');
  const message = `${sentence}.`.replace(/([.?])\.$/, '$1');
  if (error.code !== 'commander.unknownCommand') {
    return new UsageError(message, suggestion || '`pyconc --help` shows the options.');
  }
  const { demoNames, isPath } = await import('../session/registry.js');
  const [word = ''] = words;
  const isDemo = isPath(word) || demoNames().includes(word);
  return new UsageError(
    message,
    isDemo ? `Did you mean pyconc run ${word}?` : suggestion || '`pyconc --help` shows the commands.',
  );
}
