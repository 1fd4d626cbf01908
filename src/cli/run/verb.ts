import { type Command, Option } from 'commander';
import { choiceOption } from '../choice.js';
import type { ExitCode } from '../exit-codes.js';
import { withExamples } from '../help/help.js';
import type { RawRunOptions } from './raw-options.js';

/** Declares `run`; `look` are the options for colours and characters. */
export function addRunVerb(program: Command, finish: (code: ExitCode) => void, look: readonly Option[]): void {
  const verb = program
    .command('run')
    .summary('run demos, or files of your own: what happens')
    .description('Run demos, one after another. A file of your own is given by its path.')
    .argument('[demos...]', 'names of demos, paths of files, or `all`')
    .action(async (demos: string[], options: RawRunOptions) => {
      if (options.help) {
        const { demoHelp } = await import('../help/demo-help.js');
        return finish(await demoHelp(verb, demos, options));
      }
      const { run } = await import('./run.js');
      finish(await run(demos, options));
    });
  withExamples(verb, [
    ['run lock-race', 'the log, then a summary'],
    ['run lock-race --variant locked --param count=1000', 'as the demo allows'],
    ['run condition-buffer --view lanes', 'one column per thread'],
    ['run lock-race --json', 'one JSON document'],
    ['run lock-race --expect updates-lost', 'exit code 3 if it ends otherwise'],
  ]);
  addOptions(verb, look);
}

function addOptions(verb: Command, look: readonly Option[]): void {
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
      choiceOption('--trace <what>', 'what to record: the log, which thread waits for which, or every operation', [
        ...['log', 'waits', 'ops'],
      ]).default('log'),
    )
    .addOption(
      choiceOption('--view <how>', 'the log as a list, or one column per thread', ['list', 'lanes']).default('list'),
    )
    .option('--threads', 'list all threads and processes under the log')
    .option('--pause', 'wait for Enter before each summary, and between demos')
    .option('--step-log', 'show a line of the log for each key, and the summary for one more')
    .option('-q, --quiet', 'print the outcome only')
    .option('--expect <outcome>', 'exit with 3 if a run has another outcome');
  for (const option of look) verb.addOption(option);
  verb
    .option('--arena <MiB>', 'how much memory the threads share')
    .helpOption(false)
    .option('-h, --help', "show help; after a demo's name, its parameters and variants too");
}
