/** Value: one number that all threads share, as racy as it looks. */
import { doubles, words } from './runtime/arena.js';
import { wrapped } from './runtime/int32.js';
import { step } from './runtime/kernel.js';
import { AT, defineSharedClass, HEAD, isReviving, Kind, nameOf, SharedObject } from './runtime/shared-object.js';
import { isBeforeFirstLoad, pauseAtFirstLoad } from './runtime/start-line.js';
import { trace } from './runtime/trace.js';

/** Words of a value: 1 for a double, and the number. */
export const IS_DOUBLE = HEAD;
export const NUMBER = HEAD + 2;
const SIZE = 4;

/**
 * A number in shared memory. Reading and writing it are plain: `value.value += 1` is a load, an addition and a store, and
 * two threads that do so at once may lose an update. Hold a Lock where that matters.
 *
 * `'i'` is a whole number of 32 bits that wraps around, `'d'` a double. Writing throws TypeError for what is no number, and
 * to an `'i'` for what is not a whole one.
 *
 * Python: `multiprocessing.Value(typecode, initial, lock=False)`.
 *
 * @example
 * const counter = new Value('i', 0, 'counter');
 * counter.value += 1;
 */
export class Value extends SharedObject {
  constructor(typecode: 'i' | 'd', initial = 0, name?: string) {
    if (!isReviving() && typecode !== 'i' && typecode !== 'd') {
      throw new TypeError(`a Value's typecode is 'i' (32-bit integer) or 'd' (double), not ${String(typecode)}`);
    }
    // Before anything is made: it may be no number.
    const number = typecode === 'd' ? real(initial) : wrapped(initial);
    super(Kind.Value, SIZE, name, {
      initialise: (at) => {
        words[at + IS_DOUBLE] = typecode === 'd' ? 1 : 0;
        write(at, number);
      },
    });
  }

  /** The number, now. */
  get value(): number {
    const at = this[AT];
    step('load', at);
    // A plain load on purpose: what a race does is to be seen.
    const number =
      words[at + IS_DOUBLE] === 0 ? (words[at + NUMBER] as number) : (doubles[(at + NUMBER) >> 1] as number);
    if (isBeforeFirstLoad) pauseAtFirstLoad();
    trace('load', at, number);
    return number;
  }

  set value(number: number) {
    const at = this[AT];
    step('store', at);
    trace('store', at, number);
    write(at, number);
  }

  override toString(): string {
    const at = this[AT];
    return `<Value ${nameOf(at) ?? ''}(${words[at + IS_DOUBLE] ? "'d'" : "'i'"}, ${read(at)})>`.replace(' (', '(');
  }
}

defineSharedClass(Kind.Value, Value as new () => Value);

function read(at: number): number {
  return words[at + IS_DOUBLE] === 0 ? (words[at + NUMBER] as number) : (doubles[(at + NUMBER) >> 1] as number);
}

function write(at: number, number: number): void {
  if (words[at + IS_DOUBLE] !== 0) doubles[(at + NUMBER) >> 1] = real(number);
  else if ((number | 0) === number) words[at + NUMBER] = number;
  else words[at + NUMBER] = wrapped(number);
}

/** The number as the value at `at` holds it. Throws TypeError for what is none, and for an `'i'` what is not a whole one. */
export function heldIn(at: number, number: number): number {
  return words[at + IS_DOUBLE] !== 0 ? real(number) : wrapped(number);
}

function real(number: number): number {
  if (typeof number !== 'number') throw new TypeError(`a Value of typecode 'd' holds numbers, not ${String(number)}`);
  return number;
}
