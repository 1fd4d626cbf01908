/**
 * Trials, one after the other, in one MainThread: each starts from the same memory, runs the demo's `main` on warm workers, and
 * is judged on the spot. Runs in a worker; its host reads the counts from the arena.
 */
import { loadedModule } from '../runtime/functions/function-ref.js';
import { monotonic } from '../runtime/kernel/real-time.js';
import { sendToHost } from '../runtime/threads/port.js';
import { seedRandom } from '../runtime/threads/random.js';
import { confirmHang } from '../runtime/tracing/hang.js';
import { markTrialStart, requestDiagnosis, resetTrial } from '../runtime/worker/trial.js';
import type { Demo, Params } from '../session/demo.js';
import { tryOnce, type Verdict } from '../session/one-trial.js';
import { beginTrial, countTrial, isStopped, readTally } from './tally.js';
import { undeclaredTrial } from './undeclared.js';

/** At least so many trials of the row, and at least so late (monotonic seconds). */
export interface TrialsEnd {
  readonly trials: number;
  readonly time: number;
}

export function isAtEnd(done: number, ends: readonly TrialsEnd[]): boolean {
  return ends.some(({ trials, time }) => done >= trials && monotonic() >= time);
}

/** What a MainThread has to try. */
export interface TrialPlan {
  readonly params: Params;
  readonly variant: string;
  /** No further trial begins once the row has reached one of these. */
  readonly ends: readonly TrialsEnd[];
  /** Hits after which no further trial begins; Infinity for no such limit. */
  readonly stopAfter: number;
  readonly seed: number;
  /** For each outcome, with the undeclared ones last: whether it is a hit. */
  readonly hits: readonly boolean[];
  /** The outcomes of which a trial that hung has been diagnosed, by their positions. */
  readonly diagnosed: readonly number[];
}

/** What the diagnosis of a trial is about. */
export interface AboutHang {
  readonly position: number;
  readonly trial: number;
}

/** Tries until the goal is reached, until the time or the hits suffice, or until the host says stop. */
export function runTrials(url: string, plan: TrialPlan): void {
  const demo = loadedModule(url)?.default as Demo;
  const start = markTrialStart();
  const diagnosed = new Set(plan.diagnosed);
  for (;;) {
    const { done, hits } = readTally(0);
    if (hits >= plan.stopAfter || isStopped() || isAtEnd(done, plan.ends)) return;
    beginTrial();
    // By the trial's number alone, so that a trial draws the same numbers however the row is divided.
    seedRandom(trialSeed(plan.seed, done));
    const onHang = ({ position }: Verdict) => {
      if (!diagnosed.has(position)) requestDiagnosis({ position, trial: done + 1 } satisfies AboutHang);
      diagnosed.add(position);
    };
    const verdict = tryOnce(demo, plan, { confirmHang, onHang });
    const { position } = verdict;
    if (position === demo.outcomes.length) reportUndeclared(done + 1, verdict);
    countTrial(position, plan.hits[position] === true);
    resetTrial(start);
  }
}

/** Scatters the seeds: streams of neighbouring seeds begin with nearly the same number. */
function trialSeed(seed: number, trial: number): number {
  let mixed = seed ^ Math.imul(trial + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function reportUndeclared(trial: number, { reason, outcome, ...facts }: Verdict): void {
  if (outcome) sendToHost({ is: 'note', note: undeclaredTrial(trial, reason, { outcome, ...facts }) });
}
