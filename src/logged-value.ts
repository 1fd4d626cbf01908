/**
 * Values while their operations are logged (`race-log.ts`): other accessors take the place of the class's own. One comparison in
 * those, in their stead, would make `+= 1` half as slow again for as long as a thread runs, and in trials as well.
 */
import { words } from './runtime/arena.js';
import { exchange, exchangeDouble, load, loadDouble, step } from './runtime/kernel.js';
import { hasRoom, logLoad, logStore, whenThreadBegins } from './runtime/race-log.js';
import { AT } from './runtime/shared-object.js';
import { isBeforeFirstLoad, pauseAtFirstLoad } from './runtime/start-line.js';
import { trace } from './runtime/trace.js';
import { heldIn, IS_DOUBLE, NUMBER, Value } from './value.js';

type Accessors = Required<Pick<TypedPropertyDescriptor<number>, 'get' | 'set'>> & PropertyDescriptor;

const PLAIN = Object.getOwnPropertyDescriptor(Value.prototype, 'value') as Accessors;

const LOGGED: Accessors = {
  ...PLAIN,
  get(this: Value): number {
    const at = this[AT];
    if (hasRoom(at)) return loadLogged(at);
    logNoMore(this);
    return PLAIN.get.call(this);
  },
  set(this: Value, number: number): void {
    const at = this[AT];
    const held = heldIn(at, number);
    if (hasRoom(at)) storeLogged(at, held);
    else {
      logNoMore(this);
      PLAIN.set.call(this, held);
    }
  },
};

let isLogging = false;
/** Handles that are logged no more, with what they inherited before. */
let finished: (readonly [value: Value, prototype: object])[] = [];
const plainTwins = new Map<object, object>();

// A worker is one thread after another.
whenThreadBegins((isToLog) => {
  for (const [value, prototype] of finished) Object.setPrototypeOf(value, prototype);
  finished = [];
  if (isToLog !== isLogging) Object.defineProperty(Value.prototype, 'value', isToLog ? LOGGED : PLAIN);
  isLogging = isToLog;
});

/** The thread has logged all of the value that there is room for: from now on its handle has the accessors of the class. */
function logNoMore(value: Value): void {
  const own = Object.getPrototypeOf(value);
  // A subclass may have accessors of its own, which call these.
  for (let each = own; each !== Value.prototype; each = Object.getPrototypeOf(each)) {
    if (Object.hasOwn(each, 'value')) return;
  }
  const plain = plainTwins.get(own) ?? Object.create(own, { value: PLAIN });
  plainTwins.set(own, plain);
  Object.setPrototypeOf(value, plain);
  finished.push([value, own]);
}

/** What is logged is done atomically: the race log says why. */
function loadLogged(at: number): number {
  step('load', at);
  return logLoad(at, () => {
    const number = isDouble(at) ? loadDouble(at + NUMBER) : load(at + NUMBER);
    if (isBeforeFirstLoad) pauseAtFirstLoad();
    trace('load', at, number);
    return number;
  });
}

function storeLogged(at: number, number: number): void {
  step('store', at);
  trace('store', at, number);
  logStore(at, number, () => (isDouble(at) ? exchangeDouble(at + NUMBER, number) : exchange(at + NUMBER, number)));
}

function isDouble(at: number): boolean {
  return words[at + IS_DOUBLE] !== 0;
}
