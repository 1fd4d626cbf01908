/** What the timeouts of `multiprocessing` mean: none is no limit, a negative one is over at once, and nobody is refused. */
import { checkOptions, optionsOf } from '../runtime/arguments/options.js';
import { now } from '../runtime/kernel/clock.js';
import { checkSeconds } from '../runtime/kernel/deadline.js';

/** Until when to wait (program seconds); undefined: not at all. */
export function deadlineOf(blocks: boolean, timeout: number | null | undefined): number | undefined {
  if (!blocks) return undefined;
  if (timeout === undefined || timeout === null) return Infinity;
  checkSeconds(timeout);
  return timeout > 0 ? now() + timeout : undefined;
}

export interface AcquireOptions {
  /** False: do not wait. True if not given. */
  readonly block?: boolean;
  /**
   * The most seconds to wait; none for no limit. A negative one is over at once. Ignored with `block: false`, as in
   * Python.
   */
  readonly timeout?: number | undefined;
}

const ACQUIRE_OPTIONS = optionsOf('acquire()', 'acquire({ block, timeout })', ['block', 'timeout']);

export function acquireDeadline(options: AcquireOptions | undefined): number | undefined {
  checkOptions(options, ACQUIRE_OPTIONS);
  return deadlineOf(options?.block ?? true, options?.timeout);
}
