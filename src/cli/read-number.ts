/** Numbers that options take. */
import { UsageError } from '../session/usage-error.js';

export interface Bounds {
  readonly min: number;
  readonly max?: number;
  readonly isWhole?: boolean;
  readonly of?: string;
}

/** Raises UsageError for what is no number, or not within the bounds. */
export function readNumber(option: string, text: string | undefined, bounds: Bounds): number | undefined {
  if (text === undefined) return undefined;
  const { min, max = Number.MAX_SAFE_INTEGER, isWhole = false } = bounds;
  const value = numberIn(text);
  if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return value;
  throw new UsageError(`${option} takes ${described(bounds)}, not "${text}".`);
}

/** NaN for what is no number; a text such as `Infinity` or `0x10` is none. */
export function numberIn(text: string): number {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function described({ min, max, isWhole, of }: Bounds): string {
  const what = isWhole ? 'a whole number' : 'a number';
  const range = max === undefined ? `of ${min} or more` : `from ${min} to ${max}`;
  return of === undefined ? `${what} ${range}` : `${what} of ${of}, ${range.replace(/^of /, '')}`;
}
