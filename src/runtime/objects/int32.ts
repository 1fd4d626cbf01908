/** Whole numbers with the range of C's `int`, like Python's Value of typecode 'i'. */
import { OverflowError } from '../errors.js';

/** Wraps a number to 32 bits. Throws TypeError if it is not whole, and OverflowError if it is too large to be exact. */
export function wrapped(number: number): number {
  if (!Number.isInteger(number))
    throw new TypeError(`a Value of typecode 'i' holds whole numbers, not ${String(number)}`);
  if (!Number.isSafeInteger(number)) throw new OverflowError(`${number} is too large for a Value of typecode 'i'`);
  return number | 0;
}
