/** From a timeout in seconds to the moment at which it is over. */
import { typeName } from '../arguments/type-names.js';
import { OverflowError, ValueError } from '../errors.js';
import { now } from './clock.js';

/** The longest timeout that may be given, in seconds: 292 years. Python: `threading.TIMEOUT_MAX`. */
export const TIMEOUT_MAX = 9223372036;

/**
 * Until when a call waits that may take `timeout` seconds (program seconds): Infinity without one. For those who really are
 * about to wait: as in Python, a call that need not wait does not look at its timeout.
 */
export function deadlineAfter(timeout: number | null | undefined): number {
  if (timeout === undefined || timeout === null) return Infinity;
  checkSeconds(timeout);
  return now() + timeout;
}

/** Throws for what is no time that can be waited for: text, NaN, more than TIMEOUT_MAX. */
export function checkSeconds(timeout: number): void {
  if (typeof timeout !== 'number') throw new TypeError(`a time is a number of seconds, not ${typeName(timeout)}`);
  if (Number.isNaN(timeout)) throw new ValueError('Invalid value NaN (not a number)');
  if (timeout > TIMEOUT_MAX) throw new OverflowError('timestamp out of range for platform time_t');
}
