/** What `acquire` of Lock and RLock is asked for, with Python's rules for it. */
import { OverflowError, ValueError } from '../runtime/errors.js';
import { now } from '../runtime/kernel.js';

export interface AcquireOptions {
  /** False: do not wait. */
  readonly blocking?: boolean;
  /** The most seconds to wait; −1 or none for no limit. */
  readonly timeout?: number;
}

/** The longest timeout that may be given, in seconds: 292 years. Python: `threading.TIMEOUT_MAX`. */
export const TIMEOUT_MAX = 9223372036;

/** Until when to wait (program seconds): Infinity for ever, −Infinity not at all. */
export function deadlineOf({ blocking = true, timeout = -1 }: AcquireOptions): number {
  if (typeof timeout !== 'number') throw new TypeError(`a timeout is a number of seconds, not ${typeof timeout}`);
  if (Number.isNaN(timeout)) throw new ValueError('Invalid value NaN (not a number)');
  if (!blocking && timeout !== -1) throw new ValueError("can't specify a timeout for a non-blocking call");
  if (timeout < 0 && timeout !== -1) throw new ValueError('timeout value must be a non-negative number');
  if (timeout > TIMEOUT_MAX) throw new OverflowError('timestamp out of range for platform time_t');
  if (!blocking) return -Infinity;
  return timeout === -1 ? Infinity : now() + timeout;
}
