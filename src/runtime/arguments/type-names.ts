/** How error messages name a value of the wrong type. */

/** `a string`, `an object`, `null`. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'an array' : withArticle(typeof value);
}

/** Names an unexpected value: a number by its value, anything else by its type. */
export function valueName(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeName(value);
}

/** `a Lock`, `an RLock`, `an Event`: depends on how the word is pronounced. */
export function withArticle(word: string): string {
  return `${/^([aeio]|RLock|MP)/i.test(word) || /^u(?!ni)/i.test(word) ? 'an' : 'a'} ${word}`;
}
