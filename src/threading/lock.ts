/** Lock: Python's `threading.Lock`. */
import { RuntimeError } from '../runtime/errors.js';
import { FREE, release, take } from '../runtime/kernel/mutex.js';
import { loseOrder } from '../runtime/kernel/order.js';
import { glance } from '../runtime/kernel/polling.js';
import { outsideRun } from '../runtime/kernel/self.js';
import { stepAcquire, stepOn, stepRead } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { isHost, slot, words } from '../runtime/memory/arena.js';
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
  HOLDER,
  isFromHandle,
  Kind,
  SharedObject,
} from '../runtime/objects/shared-object.js';
import { reportReleased, reportTaken } from '../runtime/tracing/taken.js';
import { type AcquireOptions, deadlineOf } from './acquire.js';

/** The lock's word, after its holder. */
const STATE = HOLDER + 1;
const SIZE = 2;

/**
 * A lock that at most one thread holds at a time, and that any thread may release. A thread that acquires it twice
 * waits for itself.
 *
 * Waiting threads are woken in the order in which they went to sleep, but a running thread may take the lock before the
 * woken one does: do not rely on the order.
 *
 * Python: `threading.Lock`.
 *
 * @example
 * const lock = new Lock('counter lock');
 * lock.acquire();
 * try { counter.value += 1; } finally { lock.release(); }
 */
export class Lock extends lockable(SharedObject) {
  /**
   * Makes a free lock. Diagnoses and traces show `name`. Throws TypeError if it is not text, MemoryError if the arena
   * is full.
   */
  constructor(name?: string) {
    super(Kind.Lock, SIZE, name);
    if (!isFromHandle() && !isEvaluating()) noteMade(this[AT], 'Lock');
  }

  /**
   * Takes the lock, waiting until it is free: true. With `blocking: false`, or after `timeout` seconds, returns false
   * if it is still held. Throws ValueError for a timeout that is NaN, negative (other than −1, no limit) or beside
   * `blocking: false`; TypeError for a timeout that is not a number and for an unknown option; OverflowError for a
   * timeout above TIMEOUT_MAX; RuntimeError outside a run.
   *
   * Python: `Lock.acquire(blocking=True, timeout=-1)`.
   */
  acquire(options?: AcquireOptions): boolean {
    const at = this[AT];
    if (isHost) throw outsideRun();
    const deadline = options === undefined ? Infinity : deadlineOf(options);
    stepAcquire(at, at + STATE, 0, deadline, ACQUIRE);
    if (!take(at + STATE, deadline, ACQUIRE, at)) return gaveUp();
    // Plain: only the holder writes it, and readers (a diagnosis) only look while the holder cannot go on.
    words[at + HOLDER] = words[slot + Slot.IDENT] as number;
    if (isControlled || words[slot + Slot.NOTES] !== 0) reportTaken(this, at, deadline);
    return true;
  }

  /**
   * Frees the lock and wakes one waiting thread. Any thread may call it. Throws RuntimeError if the lock is free, and
   * outside a run.
   *
   * Python: `Lock.release()`.
   */
  release(): void {
    const at = this[AT];
    if (isHost) throw outsideRun();
    stepOn('release', at, at + STATE);
    if (isControlled || words[slot + Slot.NOTES] !== 0) reportReleased(at);
    words[at + HOLDER] = 0;
    if (!release(at + STATE)) throw new RuntimeError('release unlocked lock');
  }

  /**
   * True while a thread holds the lock; it may have changed by the time the caller reads it. Python: `Lock.locked()`.
   */
  locked(): boolean {
    stepRead('look', this[AT]);
    const state = load(this[AT] + STATE);
    glance(this[AT], state);
    if (!isCallers(this[AT])) loseOrder();
    return state !== FREE;
  }

  override toString(): string {
    return `<${this.locked() ? 'locked' : 'unlocked'} _thread.lock object at ${addressOf(this[AT])}>`;
  }
}

defineSharedClass(Kind.Lock, Lock);

/** That a lock was not free tells something of its holder, which nobody notes. */
export function gaveUp(): false {
  loseOrder();
  return false;
}

function isCallers(at: ObjectAddress): boolean {
  return words[at + HOLDER] === words[slot + Slot.IDENT];
}

/** The word of the Lock at `at` that is 0 while it is free. */
export function lockWord(at: ObjectAddress): number {
  return at + STATE;
}

const ACQUIRE = reasonNumber('Lock.acquire');
