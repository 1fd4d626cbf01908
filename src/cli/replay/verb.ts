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
    .argument('<schedule>', 'a demo, variant, parameters and steps, divided by colons, as `explore` prints them')
    // With [options] it is wider than the narrowest terminal.
    .usage('<schedule>')
    .action(async (schedule: string, options: RawReplayOptions) => {
      const { replay } = await import('./replay.js');
      finish(await replay(schedule, options));
    });
  withExamples(verb, [
    ['replay deadlock:A2B3C3', 'A is MainThread, which starts B and C: A takes 2 steps, B 3, then C 3'],
    ['replay deadlock:A2B3', 'only the beginning: the rest is as the kernel chooses'],
    ['replay lock-race:count=1:A --json', 'as one JSON document'],
  ]);
  verb
    .option('--step', 'a step for each key: Enter or an arrow, b for back')
    .addOption(choiceOption('--format <format>', 'how to show it', ['pretty', 'json', 'ndjson', 'markdown']))
    .option('--json', 'short for --format json')
    .option('-q, --quiet', 'print the outcome only');
  for (const option of look) verb.addOption(option);
  verb.option('--arena <MiB>', 'how much memory the threads share');
}
