/** Shortened names of threads. Two names never look the same. */
import { plainLine } from './plain-text.js';

/** Python's default name of a thread: its number, perhaps its process, and its target. */
const BY_DEFAULT = /^((?:.*\/)?Thread-\d+) \((.*)\)$/;

/** `Thread-1` for `Thread-1 (target)`, for places where the number is enough. */
export function shortName(name: string): string {
  return plainLine(name).replace(BY_DEFAULT, '$1');
}

/** A name for the head of a column, split into lines so that its distinctive part stays whole if possible. */
export function headingName(name: string): string {
  return plainLine(name)
    .replace('/', '/\n')
    .replace(/(Thread-\d+) (\(.*\))$/, '$1\n$2');
}

/** `Thread-1…tLock)` for `Thread-1 (addWithLock)`: the middle is cut, but never the number. */
export function fittingName(name: string, columns: number, ellipsis: string): string {
  const [, number = '', target = ''] = BY_DEFAULT.exec(name) ?? [];
  const room = columns - number.length - ellipsis.length;
  if (name.length <= columns || number === '' || room < 2) return name;
  return `${number}${ellipsis}${`${target})`.slice(-room)}`;
}

/** `addWithLock` for `Thread-1 (addWithLock)`, if no two of the names become the same by it. */
export function targetNames(names: readonly string[]): string[] {
  const targets = names.map((name) => /^Thread-\d+ \((.+)\)$/.exec(name)?.[1] ?? name);
  return new Set(targets).size === names.length ? targets : [...names];
}
