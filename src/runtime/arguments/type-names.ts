/** What messages call a value that is not what was asked for. */

/** `a string`, `an object`, `null`. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'an array' : withArticle(typeof value);
}

/** A number that is not what was asked for is told as it is, and anything else by its type. */
export function told(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeName(value);
}

/** `a Lock`, `an RLock`, `an Event`: by how the word is spoken. */
export function withArticle(word: string): string {
  return `${/^([aeio]|RLock|MP)/i.test(word) || /^u(?!ni)/i.test(word) ? 'an' : 'a'} ${word}`;
}
