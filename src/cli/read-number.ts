/** Numbers that options take. */

import { type NumberBounds, refusals } from '../render/refusals.js';
import { numberIn } from '../session/number.js';
import { UserError } from '../session/user-error.js';

/** Raises UserError for a text that is not a number, or not within the bounds. */
export function readNumber(option: string, text: string | undefined, bounds: NumberBounds): number | undefined {
  if (text === undefined) return undefined;
  const { min, max = Number.MAX_SAFE_INTEGER, isWhole = false } = bounds;
  const value = numberIn(text);
  if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return value;
  throw UserError.inWords(refusals.number(option, bounds, text));
}
