/** Value: one number that all threads share, as racy as it looks. */
import { loseOrder } from './runtime/kernel/order.js';
import { step, stepRead } from './runtime/kernel/step.js';
import type { ObjectAddress } from './runtime/memory/address.js';
import { doubles, watch, words } from './runtime/memory/arena.js';
import { exchange, exchangeDouble, load, loadDouble } from './runtime/memory/atomics.js';
import { wrapped } from './runtime/objects/int32.js';
import {
  AT,
  defineSharedClass,
  HEAD,
  isFromHandle,
  Kind,
  nameOf,
  SharedObject,
} from './runtime/objects/shared-object.js';
import { pauseAtFirstLoad } from './runtime/threads/start-line.js';
import { hasRoom, isToBeLogged, logLoad, logNoMore, logStore } from './runtime/tracing/race-log.js';
import { trace } from './runtime/tracing/trace.js';

/** Words of a value: 1 for a double, and the number. */
const IS_DOUBLE = HEAD;
const NUMBER = HEAD + 2;
const SIZE = 4;

/** Name of the field with the value's address, or `LOGGED` while what this handle is used for is logged. */
const plainAddress: unique symbol = Symbol('pyconc.plainAddress');
const LOGGED = -1;

/**
 * A number in shared memory. Reading and writing it are plain: `value.value += 1` is a load, an addition and a store,
 * and two threads that do so at once may lose an update. Hold a Lock where that matters.
 *
 * `'i'` is a whole number of 32 bits that wraps around, `'d'` a double.
 *
 * Python: `multiprocessing.Value(typecode, initial, lock=False)`.
 *
 * @example
 * const counter = new Value('i', 0, 'counter');
 * counter.value += 1;
 */
export class Value extends SharedObject {
  /** @internal */
  [plainAddress]: ObjectAddress | typeof LOGGED;

  /**
   * Makes a value, 0 if `initial` is not given. Diagnoses and traces show `name`. Throws TypeError for another
   * typecode, MemoryError if the arena is full, and what setting `value` throws.
   */
  constructor(typecode: 'i' | 'd', initial = 0, name?: string) {
    if (!isFromHandle() && typecode !== 'i' && typecode !== 'd') {
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
    this[plainAddress] = isToBeLogged() ? LOGGED : this[AT];
  }

  /**
   * The number, now. Setting it throws TypeError for anything but a number, and for a fraction in an `'i'`;
   * OverflowError beyond 2⁵³ in an `'i'`. Python: `Value.value`.
   */
  get value(): number {
    const at = this[plainAddress];
    if (at === LOGGED || words[watch] !== 0) return loadWatched(this);
    stepRead('load', at);
    // A plain load on purpose: what a race does is to be seen.
    return words[at + IS_DOUBLE] === 0 ? (words[at + NUMBER] as number) : (doubles[(at + NUMBER) >> 1] as number);
  }

  set value(number: number) {
    const at = this[plainAddress];
    if (at === LOGGED || words[watch] !== 0) {
      storeWatched(this, number);
      return;
    }
    step('store', at);
    write(at, number);
  }

  override toString(): string {
    const at = this[AT];
    stepRead('load', at);
    loseOrder();
    return `<Value ${nameOf(at) ?? ''}(${words[at + IS_DOUBLE] ? "'d'" : "'i'"}, ${read(at)})>`.replace(' (', '(');
  }
}

defineSharedClass(Kind.Value, Value as new () => Value);

function read(at: ObjectAddress): number {
  return words[at + IS_DOUBLE] === 0 ? (words[at + NUMBER] as number) : (doubles[(at + NUMBER) >> 1] as number);
}

function write(at: ObjectAddress, number: number): void {
  if (words[at + IS_DOUBLE] !== 0) doubles[(at + NUMBER) >> 1] = real(number);
  else if ((number | 0) === number) words[at + NUMBER] = number;
  else words[at + NUMBER] = wrapped(number);
}

/** A load that is reported. Logged ones are atomic: the race log says why. */
function loadWatched(value: Value): number {
  const at = value[AT];
  stepRead('load', at);
  return isLogged(value)
    ? logLoad(at, () => reported(at, isDouble(at) ? loadDouble(at + NUMBER) : load(at + NUMBER)))
    : reported(at, read(at));
}

function reported(at: ObjectAddress, number: number): number {
  pauseAtFirstLoad();
  trace('load', at, number);
  return number;
}

function storeWatched(value: Value, number: number): void {
  const at = value[AT];
  step('store', at);
  // Before it is reported: it may be no number.
  const held = isDouble(at) ? real(number) : wrapped(number);
  trace('store', at, held);
  if (!isLogged(value)) write(at, held);
  else logStore(at, held, () => (isDouble(at) ? exchangeDouble(at + NUMBER, held) : exchange(at + NUMBER, held)));
}

/** True if this operation is one to be logged. After the last one the handle is as one that never was. */
function isLogged(value: Value): boolean {
  if (value[plainAddress] !== LOGGED) return false;
  if (hasRoom(value[AT])) return true;
  value[plainAddress] = value[AT];
  logNoMore(() => {
    value[plainAddress] = LOGGED;
  });
  return false;
}

function isDouble(at: ObjectAddress): boolean {
  return words[at + IS_DOUBLE] !== 0;
}

function real(number: number): number {
  if (typeof number !== 'number') throw new TypeError(`a Value of typecode 'd' holds numbers, not ${String(number)}`);
  return number;
}
