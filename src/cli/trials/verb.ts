import { type Command, Option } from 'commander';
import { choiceOption } from '../choice.js';
import type { ExitCode } from '../exit-codes.js';
import { withExamples } from '../help/help.js';
import type { RawTrialsOptions } from './options.js';

/** Declares `trials`; `look` are the options for colours and characters. */
export function addTrialsVerb(program: Command, finish: (code: ExitCode) => void, look: readonly Option[]): void {
  const verb = program
    .command('trials')
    .summary('try a demo many times: how often')
    .description(
      'Try a demo many times, and say how often it goes wrong, and how sure that is. Several values of --variant, --param or --start are compared.',
    )
    .argument('[demo...]', 'name of a demo, or path of a file')
    .action(async (words: string[], options: RawTrialsOptions) => {
      if (options.help) {
        const { demoHelp } = await import('../help/demo-help.js');
        return finish(await demoHelp(verb, words, options));
      }
      const { trials } = await import('./trials.js');
      finish(await trials(words, options));
    });
  withExamples(verb, [
    ['trials lock-race', 'how often it goes wrong'],
    ['trials lock-race -n 200 --start aligned', 'whether it can go wrong'],
    ['trials lock-race -n 200 --variant locked,unlocked', 'two variants, and their difference'],
    ['trials lock-race -n 100 --param count=10,100,1000', 'a scan of a parameter'],
    ['trials lock-race --time 2 --json', 'for two seconds, as one JSON document'],
    [
      'trials lock-race -n 100 --variant locked --start aligned --max-rate 0 --min-overlap 0.5 -q',
      'exit code 3 if it ever goes wrong, or was hardly tried',
    ],
  ]);
  addOptions(verb, look);
}

function addOptions(verb: Command, look: readonly Option[]): void {
  const collect = (value: string, values: string[] = []) => [...values, value];
  verb
    .option('-n, --trials <n>', 'trials per row (1000, if there is no --time)')
    .option('--time <seconds>', 'for how long each row is tried')
    .option('--batches <n>', 'batches of fresh workers that a row is divided into (20; fewer where --time is short)')
    .option('--variant <names>', 'which variant of the demo; several, by commas, are compared', collect)
    .option('--param <name=values>', 'set a parameter; several values, by commas, are a scan', collect)
    .option('--start <how>', 'how threads are lined up: together (default), aligned or free, or several', collect)
    .option('--seed <n>', 'seed of the random items; it does not fix the schedule')
    .option('--stop-after <k>', 'stop after so many hits: it says on which trial, and gives no rate')
    .option('--outcome <name>', 'count this outcome; otherwise all that are not expected')
    .option('--expect <name>', 'exit with 3 if a trial has another outcome')
    .option('--max-rate <rate>', 'exit with 3 if the rate of a row is higher: 0.01, or 1%')
    .option('--min-rate <rate>', 'exit with 3 if it is lower')
    .option('--min-overlap <rate>', 'exit with 3 if threads ran at the same time in fewer of the trials')
    .addOption(new Option('--timeout <seconds>', 'a trial that takes longer has failed; 0: never').default('60', '60'))
    .addOption(choiceOption('--format <format>', 'how to show it', ['pretty', 'json', 'ndjson', 'csv', 'markdown']))
    .option('--json', 'short for --format json')
    .option('-o, --output <file>', 'save the results as they come, in --format or as the name ends')
    .option('-q, --quiet', 'print one line per row, nothing else');
  for (const option of look) verb.addOption(option);
  verb
    .option('--arena <MiB>', 'how much memory the threads share')
    .helpOption(false)
    .option('-h, --help', "show help; after a demo's name, its parameters and variants too");
}
