import type { Command, Option } from 'commander';
import { choiceOption } from '../choice.js';
import type { ExitCode } from '../exit-codes.js';
import { withExamples } from '../help/help.js';
import type { RawReplayOptions } from './options.js';

/** Declares `replay`; `look` are the options for colours and characters. */
export function addReplayVerb(program: Command, finish: (code: ExitCode) => void, look: readonly Option[]): void {
  const verb = program
    .command('replay')
    .summary('run one schedule again, step by step')
    .description(
      'Run one schedule again, on real threads, and tell it step by step. `explore` prints the schedules; they may be edited.',
    )
    .argument('<schedule>', 'as explore prints it: demo:variant:name=value:steps~checksum')
    .action(async (schedule: string, options: RawReplayOptions) => {
      const { replay } = await import('./replay.js');
      finish(await replay(schedule, options));
    });
  withExamples(verb, [
    [
      'replay lock-race:unlocked:count=2:A2B3C4BA2',
      'A is MainThread, B and C are those it starts: A takes 2 steps, B 3',
    ],
    ['replay lock-race:unlocked:count=2:A2BC', 'the beginning only: the rest is as the kernel chooses'],
    ['replay deadlock:A2B2C2 --json', 'as one JSON document'],
  ]);
  verb
    .option('--step', 'one step for each key: → forwards, ← back')
    .addOption(choiceOption('--format <format>', 'how to show it', ['pretty', 'json', 'ndjson', 'markdown']))
    .option('--json', 'short for --format json')
    .option('-q, --quiet', 'print the outcome only');
  for (const option of look) verb.addOption(option);
  verb.option('--arena <MiB>', 'how much memory the threads share');
}
