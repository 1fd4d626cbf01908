/** Condition: Python's `threading.Condition`, over a Lock or an RLock. */
import type { ObjectState } from '../events/waiting.js';
import { typeName } from '../runtime/arguments/type-names.js';
import { RuntimeError } from '../runtime/errors.js';
import { now } from '../runtime/kernel/clock.js';
import { deadlineAfter } from '../runtime/kernel/deadline.js';
import { afterSeen, beforeShown } from '../runtime/kernel/order.js';
import { self } from '../runtime/kernel/self.js';
import { asOneStep, expectResumption, stepRead, stepUnder } from '../runtime/kernel/step.js';
import {
  awaitTurn,
  enlist,
  firstWaiter,
  notify,
  unlist,
  WAIT_LIST_SIZE,
  waiters,
} from '../runtime/kernel/wait-queue.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { words } from '../runtime/memory/arena.js';
import { isControlled } from '../runtime/memory/control-block.js';
import { noteNotification } from '../runtime/objects/history.js';
import { lockable, refuseLater, refusePromise } from '../runtime/objects/lockable.js';
import { noteShared } from '../runtime/objects/private-locks.js';
import {
  AT,
  defineSharedClass,
  fromHandle,
  HEAD,
  isFromHandle,
  Kind,
  SharedObject,
  STATE_FACTS,
} from '../runtime/objects/shared-object.js';
import { trace } from '../runtime/tracing/trace.js';
import type { AcquireOptions } from './acquire.js';
import { Lock, lockWord } from './lock.js';
import { holderWord, isHeldByCaller, makeRLock, RLOCK_SIZE, RLock, releaseAll, takeBack } from './rlock.js';

const LOCK = HEAD;
const WAITERS = HEAD + 1;
/** An RLock of its own, if it has one: on the next line, for others wait for it than for the condition. */
const OWN_LOCK = 16;
const SIZE = 1 + WAIT_LIST_SIZE;
const SIZE_WITH_LOCK = OWN_LOCK - HEAD + RLOCK_SIZE;

/**
 * A lock with a queue of threads that wait for a notification. A thread that holds the lock waits until another thread
 * has changed something under it and notifies.
 *
 * `notify` wakes exactly as many threads as it says, those that have waited longest first, and no thread wakes without
 * a notification. Still, another thread may have been faster by the time a woken one has the lock again: test the state
 * in a loop, or use `waitFor`.
 *
 * Python: `threading.Condition(lock=None)`.
 *
 * @example
 * condition.with(() => {
 *   condition.waitFor(() => items.length > 0);
 *   return items.pop();
 * });
 */
export class Condition extends lockable(SharedObject) {
  readonly #lock: Lock | RLock;

  /**
   * Makes a condition over `lock`, or over its own RLock. Diagnoses and traces show `name`. Throws TypeError for a lock
   * that is neither a Lock nor an RLock, MemoryError if the arena is full.
   */
  constructor(lock?: Lock | RLock | null, name?: string) {
    const given = isFromHandle() ? undefined : asLock(lock);
    super(Kind.Condition, given ? SIZE : SIZE_WITH_LOCK, name, {
      text: () => (given || !name ? undefined : `${name} lock`),
      initialise: (at, lockName) => {
        words[at + LOCK] = given?.[AT] ?? makeRLock(at + OWN_LOCK, lockName);
      },
    });
    if (given) noteShared(given[AT]);
    const lockAt = words[this[AT] + LOCK] as ObjectAddress;
    this.#lock = given?.[AT] === lockAt ? given : (fromHandle(words[lockAt] as number, lockAt, 0) as Lock | RLock);
  }

  /** Acquires the lock. Throws as the lock's `acquire` does. Python: `Condition.acquire(…)`. */
  acquire(options?: AcquireOptions): boolean {
    return this.#lock.acquire(options);
  }

  /** Releases the lock. Throws as the lock's `release` does. Python: `Condition.release()`. */
  release(): void {
    this.#lock.release();
  }

  /**
   * Releases the lock (all levels of an RLock), sleeps until notified, and takes the lock again: true. With a `timeout`
   * in seconds, false if that passed before a notification; taking the lock again may take longer. A notification that
   * comes just as the time runs out counts: it is not lost. Throws RuntimeError if the lock is not held, and outside a
   * run; TypeError for a timeout that is not a number, ValueError for NaN, OverflowError above TIMEOUT_MAX.
   *
   * Python: `Condition.wait(timeout=None)`.
   */
  wait(timeout?: number): boolean {
    self();
    const at = this[AT];
    stepUnder('wait', at, this.#lock[AT], this.#word());
    if (!this.#isOwned()) throw new RuntimeError('cannot wait on un-acquired lock');
    const deadline = deadlineAfter(timeout);
    beforeShown();
    enlist(at + WAITERS);
    let depth: number;
    try {
      depth = this.#letGo();
    } catch (error) {
      // A plain Lock that another thread has released meanwhile, or a user's own that refuses.
      unlist(at + WAITERS, WAIT, at);
      throw error;
    }
    if (isControlled) expectResumption({ foot: this.#lock[AT], word: this.#word() });
    const isNotified = awaitTurn(at + WAITERS, deadline, WAIT, at);
    this.#takeBack(depth);
    afterSeen();
    trace(isNotified ? 'notified' : 'timed out', at);
    return isNotified;
  }

  /**
   * Waits until `predicate()` is true, testing it with the lock held, before the first wait and after each; returns its
   * last result. With a `timeout` in seconds for all waits together, that result may be false. Throws TypeError for a
   * predicate that is not a function, is async, or returns a promise; what the predicate throws; and as `wait` does.
   *
   * Python: `Condition.wait_for(predicate, timeout=None)`.
   */
  waitFor<T>(predicate: () => T, timeout?: number): T {
    refuseLater(predicate, 'the predicate of waitFor', 'waitFor(() => …)');
    let deadline: number | undefined;
    let result = predicate();
    // A promise is truthy, and nothing is known yet.
    if (typeof result === 'object' && result !== null) refusePromise(result, 'the predicate of waitFor');
    while (!result) {
      // One deadline for all waits. The first one is made in any case: with a timeout of 0 the predicate is tested twice.
      if (timeout === undefined || timeout === null) this.wait();
      else if (deadline === undefined) {
        deadline = now() + timeout;
        this.wait(timeout);
      } else if (deadline > now()) this.wait(deadline - now());
      else break;
      result = predicate();
    }
    return result;
  }

  /**
   * Wakes the `n` threads that have waited longest, or as many as there are; threads that come to wait later are not
   * woken. The woken threads continue once the caller has released the lock. Throws RuntimeError if the lock is not
   * held, and outside a run; TypeError for an `n` that is not a number.
   *
   * Python: `Condition.notify(n=1)`.
   */
  notify(n = 1): void {
    self();
    const at = this[AT];
    stepUnder('notify', at, this.#lock[AT], this.#word());
    if (!this.#isOwned()) throw new RuntimeError('cannot notify on un-acquired lock');
    if (typeof n !== 'number') throw new TypeError(`notify is given a number of threads, not ${typeName(n)}`);
    beforeShown();
    noteNotification(this, n < 1 ? 0 : firstWaiter(at + WAITERS));
    trace('notify', at, n);
    notify(at + WAITERS, n);
  }

  /** Wakes all waiting threads. Throws as `notify` does. Python: `Condition.notify_all()`. */
  notifyAll(): void {
    this.notify(Infinity);
  }

  override toString(): string {
    stepRead('look', this.#lock[AT]);
    const waiting = waiters(this[AT] + WAITERS);
    afterSeen();
    return `<Condition(${this.#lock}, ${waiting})>`;
  }

  /** @internal */
  [STATE_FACTS](): ObjectState {
    return { kind: 'Condition', waiting: waiters(this[AT] + WAITERS) };
  }

  /** Of a plain Lock it can only be told that somebody holds it. */
  #isOwned(): boolean {
    const lock = this.#lock;
    return lock instanceof RLock ? isHeldByCaller(lock[AT]) : asOneStep(() => lock.locked());
  }

  #letGo(): number {
    if (this.#lock instanceof RLock) return releaseAll(this.#lock[AT]);
    asOneStep(() => this.#lock.release());
    return 1;
  }

  #takeBack(depth: number): void {
    if (this.#lock instanceof RLock) takeBack(this.#lock[AT], depth);
    else asOneStep(() => this.#lock.acquire());
  }

  /** The word that is 0 while the lock is free. */
  #word(): number {
    return this.#lock instanceof RLock ? holderWord(this.#lock[AT]) : lockWord(this.#lock[AT]);
  }
}

defineSharedClass(Kind.Condition, Condition);

function asLock(lock: unknown): Lock | RLock | undefined {
  if (lock === undefined || lock === null) return undefined;
  if (lock instanceof Lock || lock instanceof RLock) return lock;
  throw new TypeError('a Condition is made over a Lock or an RLock');
}

const WAIT = reasonNumber('Condition.wait');
