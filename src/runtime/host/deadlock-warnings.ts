/** The deadlocks that a run of several processes has told, as its result has them. */
import type { Diagnosis, Reason } from '../../events/facts.js';
import { areOfSeveral, threadLabel } from '../../events/thread-label.js';
import type { PartialDeadlock } from '../../events/warnings.js';

export class DeadlockWarnings {
  readonly #told = new Map<string, PartialDeadlock>();

  /** Takes one that an event tells; the second event about a deadlock says that it is over. */
  add({ code, diagnosis, resolved }: PartialDeadlock): void {
    const key = diagnosis.waiting.map(({ ident }) => ident).join();
    this.#told.set(key, { code, diagnosis, ...(resolved && { resolved }) });
  }

  /**
   * Those that the result's diagnosis leaves to say: of a run that hangs it has all waiting threads, and of one that was cut
   * short, one cycle.
   */
  besides(reason: Reason, diagnosis: Diagnosis | undefined): PartialDeadlock[] {
    const named = idents(diagnosis);
    return [...this.#told.values()].filter(
      (each) => each.resolved || (reason !== 'hung' && !isWithin(idents(each.diagnosis), named)),
    );
  }
}

/** True if the diagnosis tells of the cycle that these threads are in. */
export function isNamedIn(cycle: readonly number[], diagnosis: Diagnosis | undefined): boolean {
  return isWithin(cycle, idents(diagnosis));
}

function isWithin(some: readonly number[], all: readonly number[]): boolean {
  return some.every((each) => all.includes(each));
}

/** Of the threads in the diagnosis's cycle. */
function idents({ waiting, cycle = [] }: Diagnosis = { waiting: [] }): number[] {
  const several = areOfSeveral(waiting);
  return waiting.filter((each) => cycle.includes(threadLabel(each, several))).map(({ ident }) => ident);
}
