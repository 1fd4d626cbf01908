/** Event: Python's `threading.Event`, a flag that threads wait for. */
import type { ObjectState } from '../events/waiting.js';
import { deadlineAfter } from '../runtime/kernel/deadline.js';
import { afterSeen, beforeShown } from '../runtime/kernel/order.js';
import { glance } from '../runtime/kernel/polling.js';
import { self } from '../runtime/kernel/self.js';
import { wait } from '../runtime/kernel/sleep.js';
import { spinWhile } from '../runtime/kernel/spin.js';
import { step, stepRead } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import { wake } from '../runtime/kernel/wake.js';
import { add, compareExchange, load } from '../runtime/memory/atomics.js';
import { noteFirst, noteSecond } from '../runtime/objects/history.js';
import {
  AT,
  addressOf,
  defineSharedClass,
  HEAD,
  Kind,
  SharedObject,
  STATE_FACTS,
} from '../runtime/objects/shared-object.js';
import { trace } from '../runtime/tracing/trace.js';

/**
 * How often the flag was changed, so odd while it is set: what waiters sleep on. One word for both: with the flag in a word of
 * its own, who sees it set, clears it and waits again is let go by the same `set`, which counts itself a moment later.
 */
const CHANGES = HEAD;
const WAITERS = HEAD + 1;
const SIZE = 2;

/** Microseconds of waiting awake: as long as it takes to go to sleep and to be woken. */
const AWAKE = 20;

/**
 * A flag that one thread sets and others wait for. `set` releases all threads that wait at that moment, even if `clear`
 * follows at once. A thread that comes to wait after the `clear` waits for the next `set`: an event is not a counter.
 *
 * Python: `threading.Event`.
 *
 * @example
 * const ready = new Event('ready');
 * ready.wait();   // in one thread, until another calls
 * ready.set();
 */
export class Event extends SharedObject {
  /**
   * Makes an event that is not set. Diagnoses and traces show `name`. Throws TypeError if it is not text, MemoryError
   * if the arena is full.
   */
  constructor(name?: string) {
    super(Kind.Event, SIZE, name);
  }

  /** True if the flag is set. Python: `Event.is_set()`. */
  isSet(): boolean {
    stepRead('load', this[AT]);
    const changes = load(this[AT] + CHANGES);
    glance(this[AT], changes);
    return isOdd(changes);
  }

  /** Sets the flag and releases all waiting threads. Throws RuntimeError outside a run. Python: `Event.set()`. */
  set(): void {
    self();
    const at = this[AT];
    step('notify', at);
    noteFirst(this);
    trace('set', at);
    beforeShown();
    if (!change(at + CHANGES, true)) return;
    // A waiter announces itself before it tests the word, so either it is seen here or it sees the change.
    if (load(at + WAITERS) > 0) wake(at + CHANGES);
  }

  /** Resets the flag. Throws RuntimeError outside a run. Python: `Event.clear()`. */
  clear(): void {
    self();
    const at = this[AT];
    step('store', at);
    noteSecond(this);
    trace('clear', at);
    beforeShown();
    change(at + CHANGES, false);
  }

  /**
   * Waits until the flag is set: true, at once if it is. True also if it was set and cleared again while the caller
   * waited. With a `timeout` in seconds, false if that passed first. Throws RuntimeError outside a run and, where it
   * has to wait, TypeError for a timeout that is not a number, ValueError for NaN, OverflowError above TIMEOUT_MAX.
   *
   * Python: `Event.wait(timeout=None)`.
   */
  wait(timeout?: number): boolean {
    self();
    const at = this[AT];
    stepRead('wait', at);
    const changes = load(at + CHANGES);
    if (isOdd(changes)) {
      afterSeen();
      return true;
    }
    const deadline = deadlineAfter(timeout);
    add(at + WAITERS, 1);
    // A `set` since then shows in the word, even if a `clear` has followed it.
    spinWhile(at + CHANGES, changes, AWAKE);
    const isSet = wait(at + CHANGES, changes, deadline, WAIT, at);
    add(at + WAITERS, -1);
    afterSeen();
    trace(isSet ? 'released' : 'timed out', at);
    return isSet;
  }

  /** @internal */
  [STATE_FACTS](): ObjectState {
    return { kind: 'Event', isSet: isOdd(load(this[AT] + CHANGES)) };
  }

  override toString(): string {
    stepRead('look', this[AT]);
    const changes = load(this[AT] + CHANGES);
    afterSeen();
    return `<threading.Event at ${addressOf(this[AT])}: ${isOdd(changes) ? 'set' : 'unset'}>`;
  }
}

defineSharedClass(Kind.Event, Event);

/** Sets the flag, or clears it; false if it was so already. */
function change(word: number, toSet: boolean): boolean {
  for (;;) {
    const changes = load(word);
    if (isOdd(changes) === toSet) return false;
    if (compareExchange(word, changes, changes + 1) === changes) return true;
  }
}

function isOdd(changes: number): boolean {
  return (changes & 1) === 1;
}

const WAIT = reasonNumber('Event.wait');
