/** Semaphore and BoundedSemaphore: Python's, a counter under a mutex with a list of those who wait for it. */
import type { ObjectState } from '../events/waiting.js';
import { checkOptions } from '../runtime/arguments/options.js';
import { valueName } from '../runtime/arguments/type-names.js';
import { OverflowError, ValueError } from '../runtime/errors.js';
import { now } from '../runtime/kernel/clock.js';
import { deadlineAfter } from '../runtime/kernel/deadline.js';
import { CONDITION_SIZE, Monitor, MonitorCondition } from '../runtime/kernel/monitor.js';
import { glance } from '../runtime/kernel/polling.js';
import { self } from '../runtime/kernel/self.js';
import { announceWhen, stepOn, stepRead } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { words } from '../runtime/memory/arena.js';
import { load } from '../runtime/memory/atomics.js';
import { isControlled, Test } from '../runtime/memory/control-block.js';
import { Noted, noteFirst, noteMore, noteSecond } from '../runtime/objects/history.js';
import { lockable } from '../runtime/objects/lockable.js';
import {
  AT,
  addressOf,
  defineSharedClass,
  HEAD,
  Kind,
  kindOf,
  SharedObject,
  STATE_FACTS,
} from '../runtime/objects/shared-object.js';
import { trace } from '../runtime/tracing/trace.js';
import { ACQUIRE_OPTIONS, type AcquireOptions } from './acquire.js';

const MUTEX = HEAD;
const VALUE = HEAD + 1;
const INITIAL = HEAD + 2;
const WAITERS = HEAD + 3;
const SIZE = 3 + CONDITION_SIZE;

const monitor = new Monitor(MUTEX);
const permits = new MonitorCondition(monitor, WAITERS);

/**
 * A counter of permits: `acquire` takes one and waits while there is none, `release` gives back. Any thread may
 * release. A thread that releases and acquires again at once may overtake those that wait.
 *
 * Python: `threading.Semaphore(value=1)`.
 *
 * @example
 * const seats = new Semaphore(3);
 * seats.with(() => { … });   // three threads at a time
 */
export class Semaphore extends lockable(SharedObject) {
  /**
   * Makes a semaphore with `value` permits. Diagnoses and traces show `name`. Throws ValueError for a negative value,
   * TypeError for anything but a whole number, OverflowError above 2³¹ − 1, MemoryError if the arena is full.
   */
  constructor(value = 1, name?: string) {
    if (!Number.isInteger(value)) throw new TypeError(`a semaphore counts in whole numbers, not ${valueName(value)}`);
    if (value < 0) throw new ValueError('semaphore initial value must be >= 0');
    if (value > MOST) throw new OverflowError(`a semaphore counts to ${MOST}`);
    super(kindOf(new.target), SIZE, name, {
      initialise: (at) => {
        words[at + VALUE] = value;
        words[at + INITIAL] = value;
      },
    });
  }

  /**
   * Takes a permit, waiting until there is one: true. With `blocking: false`, or after `timeout` seconds, returns false
   * if there is none. Throws ValueError if both are given; TypeError for an unknown option; RuntimeError outside a run;
   * and, where it has to wait, TypeError for a timeout that is not a number, ValueError for NaN, OverflowError above
   * TIMEOUT_MAX.
   *
   * Python: `Semaphore.acquire(blocking=True, timeout=None)`.
   */
  acquire(options?: AcquireOptions): boolean {
    self();
    checkOptions(options, ACQUIRE_OPTIONS);
    const { blocking = true, timeout } = options ?? {};
    if (!blocking && timeout !== undefined && timeout !== null)
      throw new ValueError("can't specify timeout for non-blocking acquire");
    const at = this[AT];
    const isTry = !blocking || (timeout !== undefined && timeout !== null);
    if (isControlled) announceWhen('acquire', at, isTry, ACQUIRE, [Test.AT_LEAST, at + VALUE, 1]);
    monitor.enter(at, ACQUIRE);
    try {
      if (words[at + VALUE] === 0 && !(blocking && awaitPermit(at, timeout))) {
        glance(at, 0);
        return false;
      }
      const value = (words[at + VALUE] as number) - 1;
      words[at + VALUE] = value;
      noteFirst(this);
      trace('acquired', at, value);
      return true;
    } finally {
      monitor.leave(at);
    }
  }

  /**
   * Gives back `n` permits and wakes as many waiting threads. Throws ValueError if `n` is less than 1, or a
   * BoundedSemaphore is released too often; TypeError for anything but a whole number; OverflowError above 2³¹ − 1
   * permits; RuntimeError outside a run. No permit is added then.
   *
   * Python: `Semaphore.release(n=1)`.
   */
  release(n = 1): void {
    self();
    if (typeof n === 'number' && n < 1) throw new ValueError('n must be one or more');
    if (!Number.isInteger(n)) throw new TypeError(`a semaphore counts in whole numbers, not ${valueName(n)}`);
    const at = this[AT];
    stepOn('release', at, at + VALUE);
    monitor.enter(at, ACQUIRE);
    const value = (words[at + VALUE] as number) + n;
    const refusal = this.refuse(value);
    if (refusal) {
      monitor.leave(at);
      throw refusal;
    }
    trace('released', at, value);
    words[at + VALUE] = value;
    noteSecond(this);
    if (n > 1) noteMore(this, Noted.RELEASED, n - 1);
    // Not only when the value was 0: others may have been woken and not yet have taken theirs.
    permits.notify(at, n);
    monitor.leave(at);
  }

  /**
   * How many permits there are now; it may have changed by the time the caller reads it. Python: `Semaphore._value`.
   */
  get value(): number {
    stepRead('look', this[AT]);
    const value = load(this[AT] + VALUE);
    glance(this[AT], value);
    return value;
  }

  override toString(): string {
    return `<threading.Semaphore at ${addressOf(this[AT])}: value=${this.value}>`;
  }

  /** @internal */
  [STATE_FACTS](): ObjectState {
    const at = this[AT];
    const kind = words[at] === Kind.Semaphore ? 'Semaphore' : 'BoundedSemaphore';
    return { kind, permits: words[at + VALUE] as number, initial: words[at + INITIAL] as number };
  }

  /** The error for so many permits, where they are too many. @internal */
  protected refuse(value: number): Error | undefined {
    return value > MOST ? new OverflowError(`a semaphore counts to ${MOST}`) : undefined;
  }
}

/**
 * A semaphore that refuses to be released more often than it was acquired: `release` throws ValueError.
 *
 * Python: `threading.BoundedSemaphore(value=1)`.
 */
export class BoundedSemaphore extends Semaphore {
  override toString(): string {
    return `<threading.BoundedSemaphore at ${addressOf(this[AT])}: value=${this.value}/${words[this[AT] + INITIAL]}>`;
  }

  /** @internal */
  protected override refuse(value: number): Error | undefined {
    const isTooMany = value > (words[this[AT] + INITIAL] as number);
    return isTooMany ? new ValueError('Semaphore released too many times') : undefined;
  }
}

defineSharedClass(Kind.Semaphore, Semaphore);
defineSharedClass(Kind.BoundedSemaphore, BoundedSemaphore);

/** The largest number that a word can hold. */
const MOST = 2 ** 31 - 1;

/** Sleeps until there is a permit: true, or until the time is over: false. With the mutex held, but while it sleeps. */
function awaitPermit(at: ObjectAddress, timeout: number | undefined): boolean {
  const deadline = deadlineAfter(timeout);
  // In a loop: another thread may have taken the permit first, and this one waits on, until the same deadline.
  do {
    if (deadline <= now()) return false;
    permits.wait(at, deadline, ACQUIRE);
  } while (words[at + VALUE] === 0);
  return true;
}

const ACQUIRE = reasonNumber('Semaphore.acquire');
