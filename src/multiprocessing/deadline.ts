/** What the timeouts of `multiprocessing` mean: none is no limit, a negative one is over at once, and nobody is refused. */
import { checkOptions, checkSeconds } from '../runtime/deadline.js';
import { now } from '../runtime/kernel.js';

/** Until when to wait (program seconds); undefined: not at all. */
export function deadlineOf(blocks: boolean, timeout: number | null | undefined): number | undefined {
  if (!blocks) return undefined;
  if (timeout === undefined || timeout === null) return Infinity;
  checkSeconds(timeout);
  return timeout > 0 ? now() + timeout : undefined;
}

export interface AcquireOptions {
  /** False: do not wait. */
  readonly blocking?: boolean;
  /** The most seconds to wait; none for no limit, 0 for less than none. Ignored with `blocking: false`, as in Python. */
  readonly timeout?: number | undefined;
}

export function acquireDeadline(options: AcquireOptions | undefined): number | undefined {
  checkOptions(options, 'acquire({ blocking, timeout })');
  return deadlineOf(options?.blocking ?? true, options?.timeout);
}
