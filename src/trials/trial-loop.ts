/**
 * Trials, one after the other, in one MainThread: each starts from the same memory, runs the demo's `main` on workers that
 * are warm, and is judged on the spot. Runs in a worker; its host reads the counts from the arena.
 */
import { describeError } from '../runtime/error-facts.js';
import { monotonic } from '../runtime/kernel.js';
import { loadedModule } from '../runtime/modules.js';
import { seedRandom } from '../runtime/random.js';
import { haveFailed, haveOverlapped, readRecords, recordMain } from '../runtime/thread-records.js';
import { endTrial, prepareTrials } from '../runtime/trial.js';
import type { Demo, FinishedRun, Params } from '../session/demo.js';
import { judge } from '../session/outcome.js';
import { countTrial, isStopped, readTally } from './tally.js';

/** What a MainThread is told to try. */
export interface TrialPlan {
  readonly params: Params;
  readonly variant: string;
  /** How many trials the row is to have come to when this thread stops. */
  readonly goal: number;
  /** Real time (monotonic seconds) after which no further trial is begun; Infinity for no such limit. */
  readonly until: number;
  /** Hits after which no further trial is begun; Infinity for no such limit. */
  readonly stopAfter: number;
  readonly seed: number;
  /** For each outcome, the undeclared ones last: whether it is a hit. */
  readonly hits: readonly boolean[];
}

/** Tries until the goal is reached, or the time or the hits are enough, or the host says stop. */
export function runTrials(url: string, plan: TrialPlan): void {
  const demo = loadedModule(url)?.default as Demo;
  const snapshot = prepareTrials();
  for (;;) {
    const { done, hits } = readTally(0);
    if (done >= plan.goal || hits >= plan.stopAfter || isStopped() || monotonic() >= plan.until) return;
    // By the trial's number alone, so that a trial draws the same numbers however the row is divided.
    seedRandom((plan.seed + done) | 0);
    const run = tryOnce(demo, plan);
    const outcome = outcomeOf(demo, run);
    countTrial(outcome, plan.hits[outcome] === true, haveOverlapped());
    endTrial(snapshot);
  }
}

/** Position of the outcome that a run is judged to have; one beyond the last for an undeclared one. */
export function outcomeOf(demo: Demo, run: FinishedRun<unknown>): number {
  const name = judge(demo, run)?.name;
  const position = demo.outcomes.findIndex((outcome) => outcome.name === name);
  return position === -1 ? demo.outcomes.length : position;
}

function tryOnce(demo: Demo, { params, variant }: TrialPlan): FinishedRun<unknown> {
  let value: unknown;
  recordMain();
  try {
    value = demo.main({ params, variant });
    recordMain('returned');
  } catch (thrown) {
    recordMain('exception', describeError(thrown));
  }
  return finished(demo, value);
}
