/** What `acquire` of Lock and RLock is asked for, with Python's rules for it. */
import { checkOptions, optionsOf } from '../runtime/arguments/options.js';
import { ValueError } from '../runtime/errors.js';
import { now } from '../runtime/kernel/clock.js';
import { checkSeconds, TIMEOUT_MAX } from '../runtime/kernel/deadline.js';

export { TIMEOUT_MAX };

export interface AcquireOptions {
  /** False: do not wait. True if not given. */
  readonly blocking?: boolean;
  /** The most seconds to wait; −1 or none for no limit. */
  readonly timeout?: number;
}

export const ACQUIRE_OPTIONS = optionsOf('acquire()', 'acquire({ blocking, timeout })', ['blocking', 'timeout']);

/** Until when to wait (program seconds): Infinity for ever, −Infinity not at all. */
export function deadlineOf(options: AcquireOptions): number {
  checkOptions(options, ACQUIRE_OPTIONS);
  const { blocking = true, timeout = -1 } = options;
  checkSeconds(timeout);
  if (!blocking && timeout !== -1) throw new ValueError("can't specify a timeout for a non-blocking call");
  if (timeout < 0 && timeout !== -1) throw new ValueError('timeout value must be a non-negative number');
  if (!blocking) return -Infinity;
  return timeout === -1 ? Infinity : now() + timeout;
}
