/** Which steps depend on each other, and which happen before which. */
import { passes } from '../runtime/controlled/enabled.js';
import { looksAtEnds } from '../runtime/controlled/sleep-sets.js';
import { Access, EITHER, Foot, Test, threadFoot } from '../runtime/memory/control-block.js';
import type { Execution, Taken } from './execution.js';

/** Whether the order of two steps of different threads matters. */
export function areDependent(a: Taken, b: Taken): boolean {
  if (a.foot === Foot.END || b.foot === Foot.END) return true;
  if (endsWhatIsSeen(a, b) || endsWhatIsSeen(b, a)) return true;
  if (a.foot === Foot.NONE || a.foot !== b.foot) return false;
  return a.access === Access.WRITE || b.access === Access.WRITE;
}

/** Whether `a` ends a thread, and `b` looks at that. */
function endsWhatIsSeen(a: Taken, b: Taken): boolean {
  return a.ends && (b.foot === threadFoot(a.thread) || looksAtEnds(b.foot, b.access, a.thread));
}

/**
 * Vector clocks: for each step, how many steps of each thread happen before it, itself included. Extended as the trace grows;
 * the trace of the next schedule begins with the same steps as the last one.
 */
export class Clocks {
  /** For each step. */
  readonly of: Int32Array[] = [];
  /** The number of each step among those of its thread, from 1. */
  readonly rank: number[] = [];
  readonly #depends: (a: Taken, b: Taken) => boolean;
  readonly #threads: number;

  constructor(threads: number, depends: (a: Taken, b: Taken) => boolean = areDependent) {
    this.#threads = threads;
    this.#depends = depends;
  }

  /** Computes the clocks of the steps from number `from` on. */
  extend(steps: readonly Taken[], from: number): void {
    this.of.length = from;
    this.rank.length = from;
    for (let j = from; j < steps.length; j++) {
      const step = steps[j] as Taken;
      const clock = this.before(steps, j, step);
      for (let i = j - 1; i >= 0; i--) {
        const earlier = steps[i] as Taken;
        if (this.isIn(clock, i, earlier) || earlier.thread === step.thread) continue;
        if (this.#depends(earlier, step)) merge(clock, this.of[i] as Int32Array);
      }
      const rank = (clock[step.thread] as number) + 1;
      clock[step.thread] = rank;
      this.of.push(clock);
      this.rank.push(rank);
    }
  }

  /** What happens before step `j` because of its thread alone: what the thread did, its start, and what let it go on. */
  before(steps: readonly Taken[], j: number, step: Taken): Int32Array {
    const last = lastOf(steps, step.thread, j);
    const clock = last === -1 ? this.#atStart(steps, step.thread, j) : (this.of[last] as Int32Array).slice();
    if (step.foot !== Foot.NONE || step.test === Test.NONE) return clock;
    // A wait that is over for good once it is over: the step that let it go on happens before it.
    const bit = 1 << step.thread;
    for (let d = last + 1; d <= j; d++) {
      const isEnabled = d === j || ((steps[d] as Taken).enabled & bit) !== 0;
      if (!isEnabled) continue;
      if (d > last + 1) merge(clock, this.of[d - 1] as Int32Array);
      break;
    }
    return clock;
  }

  #atStart(steps: readonly Taken[], thread: number, j: number): Int32Array {
    for (let i = j - 1; i >= 0; i--) {
      if ((steps[i] as Taken).started === thread) return (this.of[i] as Int32Array).slice();
    }
    return new Int32Array(this.#threads);
  }

  /** Whether step `i` is among what a clock has seen. */
  isIn(clock: Int32Array, i: number, step: Taken): boolean {
    return (clock[step.thread] as number) >= (this.rank[i] as number);
  }

  /** Whether step `i` happens before step `j`. */
  isBefore(steps: readonly Taken[], i: number, j: number): boolean {
    return this.isIn(this.of[j] as Int32Array, i, steps[i] as Taken);
  }
}

function merge(into: Int32Array, other: Int32Array): void {
  for (let n = 0; n < into.length; n++) if ((other[n] as number) > (into[n] as number)) into[n] = other[n] as number;
}

/** The last step of a thread before step `before`; −1 for none. */
function lastOf(steps: readonly Taken[], thread: number, before: number): number {
  for (let i = before - 1; i >= 0; i--) if ((steps[i] as Taken).thread === thread) return i;
  return -1;
}

/** Whether a step could have been taken at an earlier point of the trace. */
export type Could = 'yes' | 'no' | 'unknown';

/** Whether `step`, which is number `j` of the trace or was still to come, could have been taken before step `k`. */
export function couldGoBefore(steps: readonly Taken[], k: number, step: Taken, j: number): Could {
  const at = steps[k] as Taken;
  if (lastOf(steps, step.thread, j) < k) return at.enabled & (1 << step.thread) ? 'yes' : 'no';
  if (step.foot === threadFoot(at.thread) && at.ends && step.test !== Test.NONE) return 'no';
  if (step.test === Test.NONE) return 'yes';
  const first = tested(step.test, step.word, step.value, at);
  if (step.otherTest === Test.NONE) return first;
  const other = tested(step.otherTest & ~EITHER, step.otherWord, step.otherValue, at);
  const decides: Could = step.otherTest & EITHER ? 'yes' : 'no';
  if (first === decides || other === decides) return decides;
  return first === 'unknown' || other === 'unknown' ? 'unknown' : first;
}

function tested(test: number, word: number, value: number, at: Taken): Could {
  if (word !== 0 && word === at.word) return passes(test, at.before, value) ? 'yes' : 'no';
  if (word !== 0 && word === at.otherWord) return passes(test, at.otherBefore, value) ? 'yes' : 'no';
  return 'unknown';
}

/** A race: two accesses to a Value, of which one is a store, that no synchronization orders. Returns the numbers of both. */
export function findDataRace(
  { steps, threads }: Pick<Execution, 'steps' | 'threads'>,
  isKnown: (object: number) => boolean,
): readonly [number, number] | undefined {
  if (!steps.some(({ isPlain, object }) => isPlain && !isKnown(object))) return undefined;
  // A plain step may be the last of its thread, which joining waits for.
  const clocks = new Clocks(threads, (a, b) => !(a.isPlain && b.isPlain) && areDependent(a, b));
  clocks.extend(steps, 0);
  for (const [j, step] of steps.entries()) {
    if (!step.isPlain || isKnown(step.object)) continue;
    for (let i = j - 1; i >= 0; i--) {
      const earlier = steps[i] as Taken;
      if (earlier.object !== step.object || earlier.thread === step.thread) continue;
      if (areDependent(earlier, step) && !clocks.isBefore(steps, i, j)) return [i, j];
    }
  }
  return undefined;
}
