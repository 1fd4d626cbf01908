/** Plain enumeration of schedules, depth first: all of them, or those with at most so many preemptions. */
import { expectSame } from './determinism.js';
import type { Execution, Runner, Taken } from './execution.js';

interface Node {
  readonly enabled: number;
  /** The thread that took the step before; −1 at the first. */
  readonly last: number;
  /** Preemptions before this step. */
  readonly preemptions: number;
  thread: number;
  done: number;
}

export interface EnumerationOptions {
  /** The most preemptions. */
  readonly preemptions: number;
  /** True: steps that do not count are taken as soon as they can be, so that each interleaving comes once. */
  readonly isOnceEach?: boolean | undefined;
}

export class Enumeration {
  readonly #runner: Runner;
  readonly #most: number;
  readonly #isOnceEach: boolean;
  readonly #nodes: Node[] = [];
  #isBegun = false;
  /** The steps of the last schedule. */
  #steps: readonly Taken[] = [];

  constructor(runner: Runner, { preemptions, isOnceEach = false }: EnumerationOptions) {
    this.#runner = runner;
    this.#most = preemptions;
    this.#isOnceEach = isOnceEach;
  }

  /** Runs the next schedule; undefined once all have been run. Throws Nondeterministic. */
  next(): Execution | undefined {
    if (!this.#isBegun) {
      this.#isBegun = true;
      return this.#run([]);
    }
    for (let depth = this.#nodes.length - 1; depth >= 0; depth--) {
      const node = this.#nodes[depth] as Node;
      const next = this.#alternative(node);
      if (next === -1) continue;
      this.#nodes.length = depth + 1;
      node.thread = next;
      node.done |= 1 << next;
      return this.#run(this.#nodes.map(({ thread }) => thread));
    }
    return undefined;
  }

  /** True if the next one would be undefined. */
  isDone(): boolean {
    return this.#nodes.every((node) => this.#alternative(node) === -1);
  }

  #alternative({ enabled, last, preemptions, done }: Node): number {
    const isLeaving = last !== -1 && (enabled & (1 << last)) !== 0;
    const left = enabled & ~done;
    for (let n = 0; n < 32; n++) {
      if ((left & (1 << n)) === 0) continue;
      if (preemptions + (isLeaving && n !== last ? 1 : 0) <= this.#most) return n;
    }
    return -1;
  }

  #run(prefix: readonly number[]): Execution {
    const execution = this.#runner.run(prefix, 0, 0);
    const { steps } = execution;
    expectSame(this.#steps, execution, Math.max(0, prefix.length - 1), prefix);
    this.#steps = steps;
    for (let depth = this.#nodes.length; depth < steps.length; depth++) {
      const { enabled, thread, first } = steps[depth] as (typeof steps)[number];
      const before = steps[depth - 1];
      const node = this.#nodes[depth - 1];
      const last = before?.thread ?? -1;
      const preemptions =
        node === undefined ? 0 : node.preemptions + preemptionAt(node.enabled, node.last, node.thread);
      const isFixed = this.#isOnceEach && first !== -1;
      const done = isFixed ? enabled : 1 << thread;
      this.#nodes.push({ enabled, last, preemptions, thread, done });
      if (isFixed && thread !== first) {
        this.#nodes.length = depth;
        return this.#run([...this.#nodes.map((each) => each.thread), first]);
      }
    }
    return execution;
  }
}

function preemptionAt(enabled: number, last: number, thread: number): number {
  return last !== -1 && thread !== last && (enabled & (1 << last)) !== 0 ? 1 : 0;
}

/** How often a schedule leaves a thread that could have gone on. */
export function preemptionsOf({ steps }: Pick<Execution, 'steps'>): number {
  let sum = 0;
  for (let n = 1; n < steps.length; n++) {
    const { enabled, thread } = steps[n] as (typeof steps)[number];
    sum += preemptionAt(enabled, (steps[n - 1] as (typeof steps)[number]).thread, thread);
  }
  return sum;
}
