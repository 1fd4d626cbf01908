/** Numbers as options and parameters of a command take them. */

/**
 * The number that a text stands for, written as in Python (`100_000`, `1e5`). NaN for anything else, such as `Infinity`, `0x10`
 * or an empty text, and for a number that is too large.
 */
export function numberIn(text: string): number {
  const value = NUMBER.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

const NUMBER = /^[-+]?(\d+(_\d+)*\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
