/**
 * Dynamic partial order reduction with source sets and sleep sets: one schedule for each class of equivalent ones. (Abdulla,
 * Aronis, Jonsson, Sagonas: Source sets, 2017.)
 *
 * Each schedule shows where another order would make a difference: at two steps that depend on each other and that nothing else
 * orders. Before the first of them, the search has to try a thread that leads to the other order. What begins with a thread in
 * the sleep set has been seen already.
 */
import { expectSame, Nondeterministic } from './determinism.js';
import type { Execution, Runner, Taken } from './execution.js';
import { areDependent, Clocks, couldGoBefore } from './happens-before.js';

/** A point of the current schedule where another thread could have gone on. */
interface Node {
  step: Taken;
  readonly enabled: number;
  /** Sets of threads: those that sleep here, those whose next step ends them, those that were tried, those that must be. */
  readonly asleep: number;
  asleepEnds: number;
  done: number;
  backtrack: number;
}

export class Search {
  readonly #runner: Runner;
  readonly #nodes: Node[] = [];
  #clocks: Clocks | undefined;
  #threads = 0;
  #isBegun = false;

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  /** Runs the next schedule; undefined once all have been run. Throws Nondeterministic. */
  next(): Execution | undefined {
    if (!this.#isBegun) {
      this.#isBegun = true;
      return this.#run([], 0, 0);
    }
    for (let depth = this.#nodes.length - 1; depth >= 0; depth--) {
      const node = this.#nodes[depth] as Node;
      const left = node.backtrack & ~node.done & ~node.asleep;
      if (left === 0) continue;
      const next = left & -left;
      this.#nodes.length = depth + 1;
      const prefix = this.#nodes.map(({ step }) => step.thread);
      prefix[depth] = 31 - Math.clz32(next);
      const asleep = (node.asleep | node.done) & ~next;
      node.done |= next;
      return this.#run(prefix, asleep, node.asleepEnds & ~next);
    }
    return undefined;
  }

  /** True if the next one would be undefined. */
  isDone(): boolean {
    return this.#nodes.every(({ backtrack, done, asleep }) => (backtrack & ~done & ~asleep) === 0);
  }

  /** About how many schedules there are, by how far the search has come in the tree; undefined if that cannot be told. */
  estimate(run: number): number | undefined {
    let share = 1;
    let progress = 0;
    for (const { done, backtrack, asleep } of this.#nodes) {
      const all = count((backtrack | done) & ~asleep);
      progress += share * ((count(done) - 1) / all);
      share /= all;
    }
    progress += share;
    return progress > 0 ? Math.max(run, Math.round(run / progress)) : undefined;
  }

  #run(prefix: readonly number[], asleep: number, asleepEnds: number): Execution {
    const execution = this.#runner.run(prefix, asleep, asleepEnds);
    const { steps } = execution;
    const first = Math.max(0, prefix.length - 1);
    // The same steps lead to the same steps.
    expectSame(
      this.#nodes.map(({ step }) => step),
      execution,
      first,
      prefix,
    );
    for (let depth = first; depth < steps.length; depth++) this.#enter(steps[depth] as Taken, depth, prefix.length);
    if (execution.threads > this.#threads || this.#clocks === undefined) {
      this.#threads = Math.max(execution.threads, this.#threads);
      this.#clocks = new Clocks(this.#threads);
      this.#clocks.extend(steps, 0);
    } else this.#clocks.extend(steps, first);
    for (let j = first; j < steps.length; j++) this.#reverseRaces(steps, j, steps[j] as Taken);
    // What threads still wait for may collide with what was done before, too: in a deadlock, and where what could go on sleeps.
    for (const step of execution.pending) this.#reverseRaces(steps, steps.length, step);
    return execution;
  }

  #enter(step: Taken, depth: number, given: number): void {
    const bit = 1 << step.thread;
    const node = this.#nodes[depth];
    if (node !== undefined && depth === given - 1) {
      if (step.enabled !== node.enabled) throw new Nondeterministic(depth);
      node.step = step;
      if (step.ends) node.asleepEnds |= bit;
      return;
    }
    const { enabled, asleep, asleepEnds, ends } = step;
    this.#nodes[depth] = {
      step,
      enabled,
      asleep,
      asleepEnds: asleepEnds | (ends ? bit : 0),
      done: bit,
      backtrack: bit,
    };
  }

  /** Has the other order tried wherever `step`, number `j`, races with an earlier one. */
  #reverseRaces(steps: readonly Taken[], j: number, step: Taken): void {
    const clocks = this.#clocks as Clocks;
    const own = clocks.before(steps, j, step);
    for (let i = j - 1; i >= 0; i--) {
      const earlier = steps[i] as Taken;
      if (earlier.thread === step.thread || !areDependent(earlier, step)) continue;
      if (clocks.isIn(own, i, earlier)) continue;
      if (couldGoBefore(steps, i, step, j) === 'no' && this.#isHeldUp(steps, i, j, step)) continue;
      if (this.#isCovered(steps, i, j, step)) continue;
      this.#backtrack(steps, i, j, step);
    }
  }

  /**
   * Of a step that could not be taken before step `i`: whether what let it go on comes after `i` in any order. That is so where
   * both work on the same object. But `i` may also look at the life of a thread that `step` ends, and then it has nothing to do with
   * what `step` waits for.
   */
  #isHeldUp(steps: readonly Taken[], i: number, j: number, step: Taken): boolean {
    if ((steps[i] as Taken).foot === step.foot) return true;
    const bit = 1 << step.thread;
    let enabler = j - 1;
    while (enabler > i && ((steps[enabler] as Taken).enabled & bit) !== 0) enabler--;
    return enabler === i || (this.#clocks as Clocks).isBefore(steps, i, enabler);
  }

  /** Whether a step between the two comes after `i` and before `j`, and races with `j` itself. */
  #isCovered(steps: readonly Taken[], i: number, j: number, step: Taken): boolean {
    const clocks = this.#clocks as Clocks;
    for (let k = i + 1; k < j; k++) {
      if (!clocks.isBefore(steps, i, k)) continue;
      const between = steps[k] as Taken;
      if (between.thread === step.thread) continue;
      if (areDependent(between, step) && couldGoBefore(steps, k, step, j) === 'yes') return true;
    }
    return false;
  }

  #backtrack(steps: readonly Taken[], i: number, j: number, step: Taken): void {
    const node = this.#nodes[i] as Node;
    const initials = this.#initials(steps, i, j, step);
    if (initials & (node.backtrack | node.done | node.asleep)) return;
    const possible = initials & node.enabled;
    const own = 1 << step.thread;
    if (possible & own) node.backtrack |= own;
    else if (possible !== 0) node.backtrack |= possible & -possible;
    else node.backtrack |= node.enabled;
  }

  /** The threads that can go first in what leads to `step` without step `i`. */
  #initials(steps: readonly Taken[], i: number, j: number, step: Taken): number {
    const clocks = this.#clocks as Clocks;
    const sequence: number[] = [];
    let seen = 0;
    let initials = 0;
    for (let k = i + 1; k < j; k++) {
      if (clocks.isBefore(steps, i, k)) continue;
      const { thread } = steps[k] as Taken;
      const bit = 1 << thread;
      if ((seen & bit) === 0) {
        seen |= bit;
        if (!sequence.some((m) => clocks.isBefore(steps, m, k))) initials |= bit;
      }
      sequence.push(k);
    }
    const bit = 1 << step.thread;
    if ((seen & bit) === 0 && !this.#isAfterAny(steps, sequence, step, j)) initials |= bit;
    return initials;
  }

  #isAfterAny(steps: readonly Taken[], sequence: readonly number[], step: Taken, j: number): boolean {
    const clocks = this.#clocks as Clocks;
    const own = clocks.before(steps, j, step);
    return sequence.some((m) => {
      const earlier = steps[m] as Taken;
      return clocks.isIn(own, m, earlier) || areDependent(earlier, step);
    });
  }
}

function count(set: number): number {
  let bits = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
