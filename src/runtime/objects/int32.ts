/** Whole numbers as C's `int` has them, which Python's Value of typecode 'i' is. */
import { OverflowError } from '../errors.js';

/** A number as a word of 32 bits holds it. Throws TypeError for what is not whole, OverflowError for what is too large to be sure of. */
export function wrapped(number: number): number {
  if (!Number.isInteger(number))
    throw new TypeError(`a Value of typecode 'i' holds whole numbers, not ${String(number)}`);
  if (!Number.isSafeInteger(number)) throw new OverflowError(`${number} is too large for a Value of typecode 'i'`);
  return number | 0;
}
