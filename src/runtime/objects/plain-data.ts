/** Plain data: small, and unchanged by a round trip through JSON, which is several times as fast as v8's serialisation. */

/** Data of more objects than this is left to v8, as is data that refers to one object twice, which v8 preserves. */
const MOST_OBJECTS = 16;

/** True if JSON restores the value unchanged. */
export function isPlain(value: unknown, seen: object[] = []): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      if (value === null) return true;
      if (seen.length === MOST_OBJECTS || seen.includes(value)) return false;
      seen.push(value);
      return Array.isArray(value) ? isPlainArray(value, seen) : isPlainObject(value, seen);
    default:
      return false;
  }
}

function isPlainArray(array: readonly unknown[], seen: object[]): boolean {
  for (let i = 0; i < array.length; i++) if (!isPlain(array[i], seen)) return false;
  // Holes are undefined, and so not plain; JSON would lose properties that are not elements.
  return Object.keys(array).length === array.length && !('toJSON' in array);
}

function isPlainObject(object: object, seen: object[]): boolean {
  if (Object.getPrototypeOf(object) !== Object.prototype || 'toJSON' in object) return false;
  for (const key in object) {
    if (key === '__proto__' || !isPlain((object as Record<string, unknown>)[key], seen)) return false;
  }
  return true;
}
