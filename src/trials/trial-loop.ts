/**
 * Trials, one after the other, in one MainThread: each starts from the same memory, runs the demo's `main` on warm workers, and
 * is judged on the spot. Runs in a worker; its host reads the counts from the arena.
 */
import type { LogLine, ThreadEnd, ThreadRecord } from '../events/facts.js';
import { SystemExit } from '../runtime/errors.js';
import { loadedModule } from '../runtime/functions/function-ref.js';
import { setHangJudge } from '../runtime/kernel/hooks.js';
import { MAIN_IDENT } from '../runtime/kernel/identity.js';
import { monotonic } from '../runtime/kernel/real-time.js';
import { setUnwinding } from '../runtime/kernel/unwind.js';
import { describeError } from '../runtime/source/error-facts.js';
import { readLines } from '../runtime/threads/log-records.js';
import { sendToHost } from '../runtime/threads/port.js';
import { seedRandom } from '../runtime/threads/random.js';
import { hasAnyFailed, readRecords } from '../runtime/threads/thread-records.js';
import { endMainCode, joinOthers } from '../runtime/threads/threads.js';
import { confirmHang } from '../runtime/tracing/hang.js';
import { markTrialStart, resetTrial } from '../runtime/worker/trial.js';
import type { Demo, FinishedRun, Logged, Params } from '../session/demo.js';
import { examine, type Finding } from '../session/outcome.js';
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
}

/** Tries until the goal is reached, until the time or the hits suffice, or until the host says stop. */
export function runTrials(url: string, plan: TrialPlan): void {
  const demo = loadedModule(url)?.default as Demo;
  const start = markTrialStart();
  for (;;) {
    const { done, hits } = readTally(0);
    if (hits >= plan.stopAfter || isStopped() || isAtEnd(done, plan.ends)) return;
    beginTrial();
    // By the trial's number alone, so that a trial draws the same numbers however the row is divided.
    seedRandom(trialSeed(plan.seed, done));
    const verdict = tryOnce(demo, plan);
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

/** The judgement of a trial. */
interface Verdict extends Finding {
  readonly reason: Reason;
}

function judged(demo: Demo, run: FinishedRun<unknown>): Verdict {
  return { reason: run.reason, ...examine(demo, run) };
}

function reportUndeclared(trial: number, { reason, outcome, ...facts }: Verdict): void {
  if (outcome) sendToHost({ is: 'note', note: undeclaredTrial(trial, reason, { outcome, ...facts }) });
}

/** Carries out one trial. */
function tryOnce(demo: Demo, plan: TrialPlan): Verdict {
  const hang = new HangJudge(demo, plan);
  setHangJudge(() => hang.judge());
  try {
    const run = runMain(demo, plan);
    return hang.verdict ?? judged(demo, run);
  } catch (error) {
    if (hang.verdict === undefined) throw error;
    return hang.verdict;
  } finally {
    setHangJudge(undefined);
  }
}

function runMain(demo: Demo, plan: TrialPlan): FinishedTrial {
  let value: unknown;
  let end: MainEnd = { end: 'returned' };
  try {
    value = demo.main({ params: plan.params, variant: plan.variant });
  } catch (error) {
    // Python's `sys.exit` in main ends main, and is not a failure.
    end = error instanceof SystemExit ? { end: 'exit' } : { end: 'exception', thrown: error };
  }
  endMainCode();
  joinOthers();
  const result = demo.result ? demo.result(trialLog) : value;
  const hasFailed = end.end === 'exception' || hasAnyFailed();
  return new FinishedTrial(plan, hasFailed ? 'failed' : 'completed', result, end);
}

/**
 * Judges a trial in which no thread can continue. It does so while the trial hangs, because unwinding its threads may change
 * what they share.
 */
class HangJudge {
  readonly #demo: Demo;
  readonly #plan: TrialPlan;
  #isJudging = false;
  verdict: Verdict | undefined;

  constructor(demo: Demo, plan: TrialPlan) {
    this.#demo = demo;
    this.#plan = plan;
  }

  judge(): void {
    if (!confirmHang()) return;
    if (!this.#isJudging) {
      this.#isJudging = true;
      this.verdict = judged(this.#demo, new FinishedTrial(this.#plan, 'hung', resultOf(this.#demo), { end: 'alive' }));
    }
    // This also ends a demo's `result` that would wait itself: there is nothing to read.
    setUnwinding(true);
  }
}

/** The lines of the trial that runs, for the demo's `result`. */
export const trialLog: Logged = {
  get lines() {
    return readLines();
  },
};

/** What is left in the demo's shared objects; undefined where it cannot be read. */
export function resultOf(demo: Demo): unknown {
  try {
    return demo.result?.(trialLog);
  } catch {
    return undefined;
  }
}

type Reason = FinishedRun<unknown>['reason'];

class FinishedTrial implements FinishedRun<unknown> {
  readonly variant: string;
  readonly params: Params;
  readonly result: unknown;
  readonly reason: Reason;
  readonly processes = [];
  readonly #main: MainEnd;

  constructor({ variant, params }: TrialPlan, reason: Reason, result: unknown, main: MainEnd) {
    this.variant = variant;
    this.params = params;
    this.reason = reason;
    this.result = result;
    this.#main = main;
  }

  get lines(): readonly LogLine[] {
    return readLines();
  }

  /** Read only if the demo's outcomes ask for them: that takes longer than a short trial. */
  get threads(): ThreadRecord[] {
    return [mainThread(this.#main), ...readRecords()];
  }
}

/** How MainThread ended, and what it threw if it did. */
interface MainEnd {
  readonly end: ThreadEnd;
  readonly thrown?: unknown;
}

function mainThread({ end, thrown }: MainEnd): ThreadRecord {
  return {
    name: 'MainThread',
    ident: MAIN_IDENT,
    process: 'MainProcess',
    daemon: false,
    started: 0,
    ended: end === 'alive' ? null : 0,
    end,
    ...(end === 'exception' && { error: describeError(thrown) }),
  };
}
