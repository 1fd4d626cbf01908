import type { Command, Option } from 'commander';
import { DEFAULT_MAX_SCHEDULES, DEFAULT_MAX_STEPS, DEFAULT_TIME } from '../../explore/explore-options.js';
import { choiceOption } from '../choice.js';
import type { ExitCode } from '../exit-codes.js';
import { withExamples } from '../help/help.js';
import type { RawExploreOptions } from './options.js';

/** Declares `explore`; `look` are the options for colours and characters. */
export function addExploreVerb(program: Command, finish: (code: ExitCode) => void, look: readonly Option[]): void {
  const verb = program
    .command('explore')
    .summary('run every schedule of a demo: what can happen')
    .description(
      'Run every schedule of a demo, step by step, and say what can happen and what cannot. If there are too many, some are sampled, and nothing is proved. Several values of --variant or --param are compared.',
    )
    .argument('[demo...]', 'name of a demo, or path of a file')
    .usage('[options] <demo>')
    .action(async (words: string[], options: RawExploreOptions) => {
      if (options.help) {
        const { demoHelp } = await import('../help/demo-help.js');
        return finish(await demoHelp(verb, words, options));
      }
      const { explore } = await import('./explore.js');
      finish(await explore(words, options));
    });
  withExamples(verb, [
    ['explore lock-race --variant unlocked', 'what can happen, and the shortest way there'],
    ['explore lock-race --variant locked,unlocked', 'with a lock nothing is lost: proved'],
    ['explore lock-race --variant unlocked --param count=1,2', 'a scan of a parameter'],
    ['explore lock-race --preemptions 1', 'only schedules with one preemption or none'],
    ['explore deadlock --json', 'as one JSON document'],
    [
      'explore lock-race --variant locked --expect impossible:updates-lost -q',
      'exit code 3 unless that is proved to be impossible',
    ],
  ]);
  addOptions(verb, look);
}

function addOptions(verb: Command, look: readonly Option[]): void {
  const collect = (value: string, values: string[] = []) => [...values, value];
  verb
    .option('--variant <names>', 'which variant of the demo; several, by commas, are compared', collect)
    .option('--param <name=values>', 'set a parameter; several values, by commas, are a scan', collect)
    .option('--preemptions <k>', 'only schedules in which at most k threads are stopped while they could go on')
    .option('--max-schedules <n>', `if there are more, some are sampled (${DEFAULT_MAX_SCHEDULES})`)
    .option('--time <seconds>', `for how long each row is explored (${DEFAULT_TIME})`)
    .option('--max-steps <n>', `a schedule with more steps is cut (${DEFAULT_MAX_STEPS})`)
    .option('--seed <n>', 'seed of the random items, the same in every schedule (0)')
    .option(
      '--expect <what>',
      'possible:<outcome> or impossible:<outcome>: exit with 3 if it is not so; may be repeated',
      collect,
    )
    .addOption(choiceOption('--format <format>', 'how to show it', ['pretty', 'json', 'ndjson', 'markdown']))
    .option('--json', 'short for --format json')
    .option('-o, --output <file>', 'save the results as they come, in --format or as the name ends')
    .option('-q, --quiet', 'print one line per row, nothing else');
  for (const option of look) verb.addOption(option);
  verb
    .option('--arena <MiB>', 'how much memory the threads share')
    .helpOption(false)
    .option('-h, --help', "show help; after a demo's name, its parameters and variants too");
}
