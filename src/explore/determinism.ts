/** Whether a program does the same in the same schedule. */
import type { Execution, Taken } from './execution.js';

/** The program has done something else after the same steps. */
export class Nondeterministic extends Error {
  /** The number of the step at which it did, from 0; null if only its end was another one. */
  readonly step: number | null;
  constructor(step: number | null) {
    super('the program did something else in the same schedule');
    this.step = step;
  }
}

/** Throws Nondeterministic unless the first `until` steps are the same, and all of the prefix could be taken. */
export function expectSame(
  before: readonly Taken[],
  { steps, ending }: Execution,
  until: number,
  prefix: readonly number[],
): void {
  for (let depth = 0; depth < until; depth++) {
    if (!isSame(before[depth] as Taken, steps[depth])) throw new Nondeterministic(depth);
  }
  if (ending === 'diverged' || steps.length < prefix.length) throw new Nondeterministic(steps.length);
}

/** Throws Nondeterministic unless a schedule that was run again has gone and ended as before. */
export function expectSameAgain(before: Execution, again: Execution): void {
  const { steps } = before;
  expectSame(steps, again, steps.length, []);
  if (again.steps.length > steps.length) throw new Nondeterministic(steps.length);
  if (again.ending !== before.ending || again.outcome !== before.outcome) throw new Nondeterministic(null);
}

function isSame(before: Taken, now: Taken | undefined): boolean {
  return (
    now !== undefined &&
    now.op === before.op &&
    now.object === before.object &&
    now.enabled === before.enabled &&
    now.thread === before.thread &&
    now.seen === before.seen
  );
}
