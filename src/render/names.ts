/** Names of threads where there is little room: two of them are never shown as the same. */
import { plainLine } from './plain-text.js';

/** What Python calls a thread that was given no name: its number, perhaps with its process, and its target. */
const BY_DEFAULT = /^((?:.*\/)?Thread-\d+) \((.*)\)$/;

/** `Thread-1` for `Thread-1 (target)`, where the number is enough. */
export function shortName(name: string): string {
  return plainLine(name).replace(BY_DEFAULT, '$1');
}

/** A name for the head of a column, in lines: what tells it from others comes whole, if it can, in one of them. */
export function headingName(name: string): string {
  return plainLine(name)
    .replace('/', '/\n')
    .replace(/(Thread-\d+) (\(.*\))$/, '$1\n$2');
}

/** `Thread-1…tLock)` for `Thread-1 (addWithLock)`, which the middle is cut out of, but not the number. */
export function fittingName(name: string, columns: number, ellipsis: string): string {
  const [, number = '', target = ''] = BY_DEFAULT.exec(name) ?? [];
  const room = columns - number.length - ellipsis.length;
  if (name.length <= columns || number === '' || room < 2) return name;
  return `${number}${ellipsis}${`${target})`.slice(-room)}`;
}
