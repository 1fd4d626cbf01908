/** Why `trials` cannot be carried out, and what to do instead. */
import type { Refusal } from '../refusals.js';
import { trialsMessages } from './trials-messages.js';

export const trialsRefusals = {
  noDemoNamed: (command: string): Refusal => [
    'trials needs the name of a demo, or the path of a file.',
    `For example: ${command} trials lock-race`,
  ],
  severalDemos: (command: string): Refusal => ['trials takes one demo.', `For example: ${command} trials lock-race`],
  onlyThreads: (demo: string, run: string): Refusal => [
    trialsMessages.onlyThreads(demo),
    `For example, ten runs: for i in 1 2 3 4 5 6 7 8 9 10; do ${run} -q; done`,
  ],
  cannotTry: (demo: string, reason: string, run: string): Refusal => [
    `${demo} cannot be tried: ${reason}`,
    `${run} shows it.`,
  ],

  tooManyBatches: (batches: number): Refusal => [
    `--batches ${batches} is more than there are trials.`,
    `For example: -n ${batches * 50}`,
  ],
  noRate: (bound: string): Refusal => [
    `--stop-after and ${bound} contradict each other: trials that end with a hit have no rate.`,
    'A number of trials (-n) or a time (--time) gives a rate.',
  ],
  severalStarts: 'Several are compared: --start aligned,together',
  noRateBetween: (min: string | undefined, max: string | undefined) =>
    `--min-rate ${min} is above --max-rate ${max}: no rate can be both.`,
} as const;
