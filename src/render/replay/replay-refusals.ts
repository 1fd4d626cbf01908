/** Why a schedule cannot be replayed, and what to do instead. */
import type { Refusal } from '../refusals.js';

export const replayRefusals = {
  onlyThreads: (demo: string, run: string): Refusal => [
    `${demo} starts processes, and replay orders the steps of threads.`,
    `See what happens: ${run}`,
  ],
  cannotReplay: (demo: string, reason: string, run: string): Refusal => [
    `${demo} cannot be replayed: ${reason}`,
    `${run} shows it.`,
  ],
} as const;
