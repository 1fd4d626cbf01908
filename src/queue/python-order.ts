/** Which of two values comes first, as Python's `<` has it for numbers, strings and tuples (arrays here). */
import { isDeepStrictEqual } from 'node:util';

/** True if `a < b`. Throws TypeError for what Python cannot compare. */
export function isLess(a: unknown, b: unknown): boolean {
  if (isNumber(a) && isNumber(b)) return a < b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b) < 0;
  if (Array.isArray(a) && Array.isArray(b)) return isLessTuple(a, b);
  if (a instanceof Date && b instanceof Date) return a < b;
  throw new TypeError(`'<' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

/** Booleans are numbers in Python. */
function isNumber(value: unknown): value is number {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

/** The first pair that is not equal decides; of tuples that begin alike the shorter one comes first. */
function isLessTuple(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) if (!isEqual(a[i], b[i])) return isLess(a[i], b[i]);
  return a.length < b.length;
}

function isEqual(a: unknown, b: unknown): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: 1 == true and 1 == 1n, as in Python
  if (isNumber(a) && isNumber(b)) return a == b;
  if (a === b || (a == null && b == null)) return true;
  // Not left to isDeepStrictEqual: 1, 1n and true are the same in there, too.
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  return isDeepStrictEqual(a, b);
}

/** By code points, as Python, and not by the halves that characters beyond U+FFFF are stored in. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    // They may differ in the second half of a character only.
    const start = isFirstHalf(a.charCodeAt(i - 1)) && a.codePointAt(i - 1) !== b.codePointAt(i - 1) ? i - 1 : i;
    return codePoint(a, start) - codePoint(b, start);
  }
  return a.length - b.length;
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function codePoint(text: string, index: number): number {
  return text.codePointAt(index) as number;
}

/** Python's name for the type of a value. */
function typeName(value: unknown): string {
  if (value == null) return 'NoneType';
  if (Array.isArray(value)) return 'tuple';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return { boolean: 'bool', bigint: 'int', string: 'str' }[typeof value as string] ?? objectType(value as object);
}

function objectType(value: object): string {
  const type = Object.getPrototypeOf(value)?.constructor?.name ?? 'Object';
  return type === 'Object' ? 'dict' : type === 'Set' ? 'set' : type;
}
