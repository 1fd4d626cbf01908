/** Arrays that a thread was given as arguments, and has made longer or shorter: they were copies, which its starter never sees. */
import { identity } from '../kernel/identity.js';
import { sendToHost } from '../threads/port.js';

/** An array as it was given: all that can be remembered of it in no time. */
interface Given {
  readonly index: number;
  readonly array: readonly unknown[];
  readonly length: number;
  readonly first: unknown;
  readonly last: unknown;
}

/** Remembers the arrays among a thread's arguments; undefined if there are none. */
export function arraysIn(args: readonly unknown[]): readonly Given[] | undefined {
  let arrays: Given[] | undefined;
  for (let index = 0; index < args.length; index++) {
    const array = args[index];
    if (!Array.isArray(array)) continue;
    arrays ??= [];
    arrays.push({ index, array, length: array.length, first: array[0], last: array.at(-1) });
  }
  return arrays;
}

/** Tells the host which of them have another length now. `located` returns the function that the thread has run. */
export function tellChanged(arrays: readonly Given[], located: () => Function, url: string): void {
  for (const { index, array, length, first, last } of arrays) {
    if (array.length === length) continue;
    const target = located();
    const { name: thread, ident } = identity();
    sendToHost({
      is: 'argument',
      argument: {
        thread,
        ident,
        url,
        of: target.name,
        name: parameterOf(target, index),
        before: length,
        after: array.length,
        ends: textOf([first, last]),
      },
    });
  }
}

/** The name of a function's parameter, if that is no pattern. */
function parameterOf(target: Function, index: number): string {
  const text = String(target);
  const list = /^[^(]*?\(([^()]*)\)/.exec(text)?.[1] ?? /^(?:async )?([^\s=(]+)\s*=>/.exec(text)?.[1] ?? '';
  const name = list.split(',')[index]?.replace(/=.*$/s, '').trim() ?? '';
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : `args[${index}]`;
}

/** Two texts that are the same mean that two threads have very likely been given copies of one array. */
function textOf(ends: readonly unknown[]): string {
  try {
    return JSON.stringify(ends).slice(0, MOST_TEXT);
  } catch {
    return '';
  }
}
const MOST_TEXT = 200;
