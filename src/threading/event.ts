/** Event: Python's `threading.Event`, a flag that threads wait for. */
import { callNumber } from '../runtime/calls.js';
import { add, load, now, self, step, store, wait, wake } from '../runtime/kernel.js';
import { AT, addressOf, defineSharedClass, HEAD, Kind, SharedObject } from '../runtime/shared-object.js';
import { trace } from '../runtime/trace.js';

const FLAG = HEAD;
/** Counts the calls of `set`: what waiters sleep on. */
const SETS = HEAD + 1;
const WAITERS = HEAD + 2;
const SIZE = 3;

/**
 * A flag that one thread sets and others wait for. `set` releases everybody who is waiting at that moment, even if `clear`
 * follows at once; who comes to wait after the `clear` waits for the next `set`: an event is not a counter.
 *
 * Python: `threading.Event`.
 *
 * @example
 * const ready = new Event('ready');
 * ready.wait();   // in one thread, until another calls
 * ready.set();
 */
export class Event extends SharedObject {
  /** Makes an event that is not set. `name` is shown in logs and diagnoses. */
  constructor(name?: string) {
    super(Kind.Event, SIZE, name);
  }

  /** True if the flag is set. Python: `Event.is_set()`. */
  isSet(): boolean {
    step('load', this[AT]);
    return load(this[AT] + FLAG) === 1;
  }

  /** Sets the flag, and releases all who wait for it. Python: `Event.set()`. */
  set(): void {
    self();
    const at = this[AT];
    step('notify', at);
    trace('set', at);
    // The flag first: who reads the count after this finds the flag set, and who read it before finds the count changed.
    store(at + FLAG, 1);
    add(at + SETS, 1);
    // A waiter announces itself before it tests the count, so either it is seen here or it sees the new count.
    if (load(at + WAITERS) > 0) wake(at + SETS);
  }

  /** Takes the flag back. Python: `Event.clear()`. */
  clear(): void {
    self();
    const at = this[AT];
    step('store', at);
    trace('clear', at);
    store(at + FLAG, 0);
  }

  /**
   * Waits until the flag is set; true at once if it is. True also if it was set and cleared again while the caller waited.
   * With a `timeout` in seconds, false if it was not set before that is over.
   *
   * Python: `Event.wait(timeout=None)`.
   */
  wait(timeout?: number): boolean {
    self();
    const at = this[AT];
    step('wait', at);
    const deadline = timeout === undefined ? Infinity : now() + timeout;
    // The count before the flag: a `set` between the two shows in one of them.
    const sets = load(at + SETS);
    if (load(at + FLAG) === 1) return true;
    trace('waiting', at);
    add(at + WAITERS, 1);
    const isSet = wait(at + SETS, sets, deadline, WAIT, at);
    add(at + WAITERS, -1);
    trace(isSet ? 'released' : 'timed out', at);
    return isSet;
  }

  override toString(): string {
    return `<threading.Event at ${addressOf(this[AT])}: ${load(this[AT] + FLAG) === 1 ? 'set' : 'unset'}>`;
  }
}

defineSharedClass(Kind.Event, Event);

const WAIT = callNumber('Event.wait');
