/** Numbers in the words of a command: what options and parameters take. */

/**
 * The number that a text stands for, written as in Python (`100_000`, `1e5`). NaN for anything else, such as `Infinity`,
 * `0x10` or nothing, and for a number too large to be one.
 */
export function numberIn(text: string): number {
  const value = NUMBER.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

const NUMBER = /^[-+]?(\d+(_\d+)*\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
