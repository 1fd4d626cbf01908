/** RLock: Python's `threading.RLock`. */
import { RuntimeError } from '../runtime/errors.js';
import { FREE, release, take } from '../runtime/kernel/mutex.js';
import { loseOrder } from '../runtime/kernel/order.js';
import { glance } from '../runtime/kernel/polling.js';
import { self } from '../runtime/kernel/self.js';
import { stepAcquire, stepOn, stepRead } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import type { BlockAddress, ObjectAddress } from '../runtime/memory/address.js';
import { slot, words } from '../runtime/memory/arena.js';
import { load } from '../runtime/memory/atomics.js';
import { isControlled } from '../runtime/memory/control-block.js';
import { Slot } from '../runtime/memory/map.js';
import { lockable } from '../runtime/objects/lockable.js';
import { isEvaluating } from '../runtime/objects/module-objects.js';
import { noteMade } from '../runtime/objects/private-locks.js';
import {
  AT,
  addressOf,
  defineSharedClass,
  HEAD,
  HOLDER,
  isFromHandle,
  Kind,
  NAME,
  SharedObject,
} from '../runtime/objects/shared-object.js';
import { reportReleased, reportTaken } from '../runtime/tracing/taken.js';
import { trace } from '../runtime/tracing/trace.js';
import { type AcquireOptions, deadlineOf } from './acquire.js';
import { gaveUp } from './lock.js';

const STATE = HOLDER + 1;
const COUNT = HOLDER + 2;
const SIZE = 3;

/**
 * A lock that its holder may acquire again. It is free once it has been released as often as acquired, and only its
 * holder may release it.
 *
 * Python: `threading.RLock`.
 *
 * @example
 * const lock = new RLock('box lock');
 * lock.with(() => lock.with(() => { … }));   // a plain Lock would wait for itself here
 */
export class RLock extends lockable(SharedObject) {
  /**
   * Makes a free lock. Diagnoses and traces show `name`. Throws TypeError if it is not text, MemoryError if the arena
   * is full.
   */
  constructor(name?: string) {
    super(Kind.RLock, SIZE, name);
    if (!isFromHandle() && !isEvaluating()) noteMade(this[AT], 'RLock');
  }

  /**
   * Takes the lock, waiting until it is free, or takes it once more if the caller holds it: true. With `blocking:
   * false`, or after `timeout` seconds, returns false if another thread still holds it. Throws as `Lock.acquire` does.
   *
   * Python: `RLock.acquire(blocking=True, timeout=-1)`.
   */
  acquire(options?: AcquireOptions): boolean {
    const at = this[AT];
    const me = ident();
    const deadline = options === undefined ? Infinity : deadlineOf(options);
    stepAcquire(at, at + HOLDER, me, deadline, ACQUIRE);
    // Plain: no other thread ever writes this one's ident here, so if it is read, this thread wrote it and holds the lock.
    if (words[at + HOLDER] === me) words[at + COUNT] = (words[at + COUNT] as number) + 1;
    else if (!takeFor(at, me, 1, deadline)) return gaveUp();
    if (isControlled || words[slot + Slot.NOTES] !== 0) reportTaken(this, at, deadline, words[at + COUNT]);
    return true;
  }

  /**
   * Undoes one `acquire`; the last one frees the lock and wakes one waiting thread. Throws RuntimeError if the caller
   * does not hold the lock, and outside a run.
   *
   * Python: `RLock.release()`.
   */
  release(): void {
    const at = this[AT];
    if (words[at + HOLDER] !== ident()) throw new RuntimeError('cannot release un-acquired lock');
    stepOn('release', at, at + HOLDER);
    const count = (words[at + COUNT] as number) - 1;
    if (isControlled || words[slot + Slot.NOTES] !== 0) reportReleased(at, count);
    if (count > 0) words[at + COUNT] = count;
    else free(at);
  }

  /** True while a thread holds the lock. Python 3.14: `RLock.locked()`. */
  locked(): boolean {
    stepRead('look', this[AT]);
    const state = load(this[AT] + STATE);
    glance(this[AT], state);
    if (words[this[AT] + HOLDER] !== words[slot + Slot.IDENT]) loseOrder();
    return state !== FREE;
  }

  override toString(): string {
    const at = this[AT];
    const state = this.locked() ? 'locked' : 'unlocked';
    return `<${state} _thread.RLock object owner=${words[at + HOLDER]} count=${words[at + COUNT]} at ${addressOf(at)}>`;
  }
}

defineSharedClass(Kind.RLock, RLock);

/** Words of an RLock, its head included, for who has one in memory of its own. */
export const RLOCK_SIZE = HEAD + SIZE;

/** Makes an RLock of zeroed words of another object, called by a text in the arena; returns its address. */
export function makeRLock(word: number, name: BlockAddress | 0): ObjectAddress {
  words[word] = Kind.RLock;
  words[word + NAME] = name;
  return word as ObjectAddress;
}

/** The word of the RLock at `at` that is 0 while it is free. */
export function holderWord(at: ObjectAddress): number {
  return at + HOLDER;
}

/** True if the calling thread holds the RLock at `at`. */
export function isHeldByCaller(at: ObjectAddress): boolean {
  return words[at + HOLDER] === ident();
}

/** Lets go of all levels at once; answers how many there were. For the holder alone. */
export function releaseAll(at: ObjectAddress): number {
  const count = words[at + COUNT] as number;
  trace('released', at, 0);
  free(at);
  return count;
}

/** Takes the lock again, at the depth that it had before `releaseAll`. */
export function takeBack(at: ObjectAddress, count: number): void {
  takeFor(at, ident(), count, Infinity);
  trace('acquired', at, count);
}

function takeFor(at: ObjectAddress, me: number, count: number, deadline: number): boolean {
  if (!take(at + STATE, deadline, ACQUIRE, at)) return false;
  words[at + HOLDER] = me;
  words[at + COUNT] = count;
  return true;
}

/** The holder's marks are wiped while it still is the holder; the release publishes that. */
function free(at: ObjectAddress): void {
  words[at + COUNT] = 0;
  words[at + HOLDER] = 0;
  release(at + STATE);
}

function ident(): number {
  self();
  return words[slot + Slot.IDENT] as number;
}

const ACQUIRE = reasonNumber('RLock.acquire');
