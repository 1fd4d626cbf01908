/** Unwinding: all threads of a trial that hangs leave their sleeps by a throw. */
import { slot, slotsUsed, words } from '../memory/arena.js';
import { Control, Interrupt, Slot, State, slotAt } from '../memory/map.js';
import { interrupt } from './wake.js';

/** What unwinds a thread: no error of the program's, so without a message or a stack. */
const UNWOUND: unique symbol = Symbol('pyconc.unwound');

/** Throws while all threads are unwound: before each sleep, and where a thread would start another. */
export function refuseWhileUnwinding(): void {
  if (Atomics.load(words, Control.UNWINDING) !== 0) throw UNWOUND;
}

/** True while all threads are unwound. */
export function isUnwinding(): boolean {
  return Atomics.load(words, Control.UNWINDING) !== 0;
}

/** From now on, until `false`, no thread begins another sleep; those that sleep are woken by `unwindSleepers`. */
export function setUnwinding(isToUnwind: boolean): void {
  Atomics.store(words, Control.UNWINDING, isToUnwind ? 1 : 0);
}

/**
 * Wakes all other sleepers so that they leave by a throw. UNWINDING is published before: a thread that begins to sleep
 * either sees it, or is seen asleep by the next call.
 */
export function unwindSleepers(): void {
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (at !== slot && Atomics.load(words, at + Slot.STATE) === State.SLEEPING) interrupt(at, Interrupt.UNWIND);
  }
}
