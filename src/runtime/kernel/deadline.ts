/** Timeouts in seconds, and the deadlines made of them. */
import { typeName } from '../arguments/type-names.js';
import { OverflowError, ValueError } from '../errors.js';
import { now } from './clock.js';

/** The longest timeout allowed, in seconds: 292 years. Python: `threading.TIMEOUT_MAX`. */
export const TIMEOUT_MAX = 9223372036;

/**
 * The deadline (program seconds) of a wait that begins now and may take `timeout` seconds; Infinity without a timeout. Called
 * only by a call that has to wait: as in Python, a call that need not wait does not check its timeout.
 */
export function deadlineAfter(timeout: number | null | undefined): number {
  if (timeout === undefined || timeout === null) return Infinity;
  checkSeconds(timeout);
  return now() + timeout;
}

/** Throws if this is no valid timeout: not a number, NaN, or more than TIMEOUT_MAX. */
export function checkSeconds(timeout: number): void {
  if (typeof timeout !== 'number') throw new TypeError(`a time is a number of seconds, not ${typeName(timeout)}`);
  if (Number.isNaN(timeout)) throw new ValueError('Invalid value NaN (not a number)');
  if (timeout > TIMEOUT_MAX) throw new OverflowError('timestamp out of range for platform time_t');
}
