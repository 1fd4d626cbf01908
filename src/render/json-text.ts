/**
 * JSON of any value, on one line or indented. Never throws.
 *
 * Values that JSON lacks become the nearest JSON value: a Map becomes an object or entries, a Set an array; a BigInt, a function
 * or a symbol its text; a non-finite number its name; a circular reference `[Circular]`.
 */
export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(inJson(value, []), null, indent) ?? 'null';
  return text.replace(ACTING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** JSON does not escape these, but a terminal acts on them: one starts an escape sequence, others reverse the text. */
const ACTING = /[\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

function inJson(value: unknown, parents: readonly unknown[]): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return `[Function ${value.name || 'anonymous'}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (parents.includes(value)) return '[Circular]';

  const within = [...parents, value];
  try {
    return ofObject(value, (part) => inJson(part, within));
  } catch (error) {
    return `[${String(error)}]`;
  }
}

function ofObject(value: object, convert: (part: unknown) => unknown): unknown {
  if (value instanceof Error) return { type: value.name, message: value.message };
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Set || ArrayBuffer.isView(value)) {
    return Array.from(value as Iterable<unknown>, convert);
  }
  if (value instanceof Map) {
    return [...value.keys()].every((key) => typeof key === 'string')
      ? Object.fromEntries([...value].map(([key, part]) => [key, convert(part)]))
      : Array.from(value, ([key, part]) => [convert(key), convert(part)]);
  }
  if (Array.isArray(value)) return value.map(convert);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, convert(part)]));
}
