/** Value: one number that all threads share, as racy as it looks. */
import { doubles, words } from './runtime/arena.js';
import { wrapped } from './runtime/int32.js';
import { exchange, exchangeDouble, load, loadDouble, step } from './runtime/kernel.js';
import { apart, hasRoom, logging, logLoad, logStore, whenLoggingBegins } from './runtime/race-log.js';
import { AT, defineSharedClass, HEAD, isReviving, Kind, nameOf, SharedObject } from './runtime/shared-object.js';
import { isBeforeFirstLoad, pauseAtFirstLoad } from './runtime/start-line.js';
import { trace } from './runtime/trace.js';

const IS_DOUBLE = HEAD;
const NUMBER = HEAD + 2;
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
    if (logging !== 0) {
      if (hasRoom(at)) return loadLogged(at);
      logNoMore(this);
    }
    step('load', at);
    // A plain load on purpose: what a race does is to be seen.
    const number = read(at);
    if (isBeforeFirstLoad) pauseAtFirstLoad();
    trace('load', at, number);
    return number;
  }

  set value(number: number) {
    const at = this[AT];
    if (logging !== 0) {
      if (storeLogged(at, number)) return;
      logNoMore(this);
    }
    step('store', at);
    trace('store', at, number);
    write(at, number);
  }

  override toString(): string {
    const at = this[AT];
    return `<Value ${nameOf(at) ?? ''}(${isDouble(at) ? "'d'" : "'i'"}, ${read(at)})>`.replace(' (', '(');
  }
}

defineSharedClass(Kind.Value, Value as new () => Value);

// ---------------------------------------------------------------------------------------------------- the race log

/** What is logged is done atomically: the race log says why. */
const loadLogged = apart((at: number): number => {
  step('load', at);
  return logLoad(at, () => {
    const number = isDouble(at) ? loadDouble(at + NUMBER) : load(at + NUMBER);
    if (isBeforeFirstLoad) pauseAtFirstLoad();
    trace('load', at, number);
    return number;
  });
});

/** False if there is no room in the log: then nothing was stored. */
const storeLogged = apart((at: number, number: number): boolean => {
  const stored = isDouble(at) ? real(number) : wrapped(number);
  if (!hasRoom(at)) return false;
  step('store', at);
  trace('store', at, stored);
  logStore(at, stored, () => (isDouble(at) ? exchangeDouble(at + NUMBER, stored) : exchange(at + NUMBER, stored)));
  return true;
});

/**
 * The thread has logged all of the value that there is room for. From now on its handle has accessors that know nothing of the
 * log, the same as above but for that: a comparison for each handle, in their stead, makes `+= 1` half as slow again.
 */
const logNoMore = apart((value: Value): void => {
  const own = Object.getPrototypeOf(value);
  // The accessors of a subclass are its own business; they call these.
  for (let each = own; each !== Value.prototype; each = Object.getPrototypeOf(each)) {
    if (Object.hasOwn(each, 'value')) return;
  }
  const plain = plainTwins.get(own) ?? Object.create(own, PLAIN);
  plainTwins.set(own, plain);
  Object.setPrototypeOf(value, plain);
  unlogged.push([value, own]);
});

const PLAIN = Object.getOwnPropertyDescriptors({
  get value(): number {
    const at = (this as unknown as Value)[AT];
    step('load', at);
    const number = read(at);
    if (isBeforeFirstLoad) pauseAtFirstLoad();
    trace('load', at, number);
    return number;
  },
  set value(number: number) {
    const at = (this as unknown as Value)[AT];
    step('store', at);
    trace('store', at, number);
    write(at, number);
  },
});
const plainTwins = new Map<object, object>();

/** Handles that are logged again in this worker's next thread. */
let unlogged: (readonly [value: Value, prototype: object])[] = [];

whenLoggingBegins(() => {
  for (const [value, prototype] of unlogged) Object.setPrototypeOf(value, prototype);
  unlogged = [];
});

// ---------------------------------------------------------------------------------------------------- the number

function isDouble(at: number): boolean {
  return words[at + IS_DOUBLE] !== 0;
}

function read(at: number): number {
  return words[at + IS_DOUBLE] === 0 ? (words[at + NUMBER] as number) : (doubles[(at + NUMBER) >> 1] as number);
}

function write(at: number, number: number): void {
  if (words[at + IS_DOUBLE] !== 0) doubles[(at + NUMBER) >> 1] = real(number);
  else if ((number | 0) === number) words[at + NUMBER] = number;
  else words[at + NUMBER] = wrapped(number);
}

function real(number: number): number {
  if (typeof number !== 'number') throw new TypeError(`a Value of typecode 'd' holds numbers, not ${String(number)}`);
  return number;
}
