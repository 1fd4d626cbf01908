/** Steps that do not count where interleavings are counted. */
import { operations } from '../kernel/step.js';
import { control, Head, NOBODY, Test, Thread, threadAt } from '../memory/control-block.js';

/**
 * The starts and joins of MainThread and the beginning of each thread are steps like others, but do not count as such: threads
 * interleave once they are started. (A join with a timeout counts: it may go before the end of the thread, and after. So does the
 * beginning of a daemon: the program may end before it.)
 */
export function isUncounted(thread: number, op: number, test: number): boolean {
  return isTakenFirst(thread, op, test) || (thread === 0 && op === END);
}

/** The first thread of a set whose next step does not count, and collides with nothing that does; NOBODY for none. */
export function uncountedIn(enabled: number): number {
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    const at = threadAt(n);
    const op = control[at + Thread.OP] as number;
    if (enabled & (1 << n) && isTakenFirst(n, op, control[at + Thread.TEST] as number)) return n;
  }
  return NOBODY;
}

function isTakenFirst(thread: number, op: number, test: number): boolean {
  if (op === BEGIN) return control[threadAt(thread) + Thread.DAEMON] === 0;
  return thread === 0 && (op === START || op === CREATE || (op === JOIN && test !== Test.NONE));
}

export const BEGIN = operations.indexOf('begin');
const START = operations.indexOf('start');
const CREATE = operations.indexOf('create');
const JOIN = operations.indexOf('join');
const END = operations.indexOf('end');
