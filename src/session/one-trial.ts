/** One trial: `main` and its threads run to their end, and what came out is judged on the spot. */
import type { LogLine, ThreadEnd, ThreadRecord } from '../events/facts.js';
import { SystemExit } from '../runtime/errors.js';
import { setHangJudge } from '../runtime/kernel/hooks.js';
import { MAIN_IDENT } from '../runtime/kernel/identity.js';
import { setUnwinding } from '../runtime/kernel/unwind.js';
import { describeError } from '../runtime/source/error-facts.js';
import { readLines } from '../runtime/threads/log-records.js';
import { hasAnyFailed, readRecords } from '../runtime/threads/thread-records.js';
import { endMainCode, joinOthers } from '../runtime/threads/threads.js';
import type { Demo, FinishedRun, Logged, Params } from './demo.js';
import { examine, type Finding } from './outcome.js';

/** The judgement of a trial. */
export interface Verdict extends Finding {
  readonly reason: Reason;
}

function judged(demo: Demo, run: FinishedRun<unknown>): Verdict {
  return { reason: run.reason, ...examine(demo, run) };
}

/** What a demo is tried with. */
export type Tried = Pick<FinishedRun<unknown>, 'params' | 'variant'>;

/** What depends on the kernel that schedules the trial's threads. */
export interface TrialKernel {
  /** Whether really no thread can continue. */
  confirmHang(): boolean;
  /** Called while no thread can continue, with the judgement. */
  onHang?(verdict: Verdict): void;
  /** Called when all threads are over but daemons, before the trial is judged. */
  afterThreads?(): void;
}

/** Carries out one trial. */
export function tryOnce(demo: Demo, plan: Tried, kernel: TrialKernel): Verdict {
  const hang = new HangJudge(demo, plan, kernel);
  setHangJudge(() => hang.judge());
  try {
    const run = runMain(demo, plan, kernel);
    return hang.verdict ?? judged(demo, run);
  } catch (error) {
    if (hang.verdict === undefined) throw error;
    return hang.verdict;
  } finally {
    setHangJudge(undefined);
  }
}

function runMain(demo: Demo, plan: Tried, kernel: TrialKernel): FinishedTrial {
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
  kernel.afterThreads?.();
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
  readonly #plan: Tried;
  readonly #kernel: TrialKernel;
  #isJudging = false;
  verdict: Verdict | undefined;

  constructor(demo: Demo, plan: Tried, kernel: TrialKernel) {
    this.#demo = demo;
    this.#plan = plan;
    this.#kernel = kernel;
  }

  judge(): void {
    if (!this.#kernel.confirmHang()) return;
    if (!this.#isJudging) {
      this.#isJudging = true;
      this.verdict = judged(this.#demo, new FinishedTrial(this.#plan, 'hung', resultOf(this.#demo), { end: 'alive' }));
      this.#kernel.onHang?.(this.verdict);
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

  constructor({ variant, params }: Tried, reason: Reason, result: unknown, main: MainEnd) {
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
