/** Unwinding: each thread of a trial that hangs leaves its sleep by a throw. */
import { slot, slotsUsed, words } from '../memory/arena.js';
import { Control, Interrupt, Slot, State, slotAt } from '../memory/map.js';
import { interrupt } from './wake.js';

/** The value thrown to unwind a thread: not an error of the program, so without a message or a stack. */
const UNWOUND: unique symbol = Symbol('pyconc.unwound');

/** Throws during an unwinding. Called before each sleep, and before a thread starts another. */
export function refuseWhileUnwinding(): void {
  if (Atomics.load(words, Control.UNWINDING) !== 0) throw UNWOUND;
}

/** Returns true during an unwinding. */
export function isUnwinding(): boolean {
  return Atomics.load(words, Control.UNWINDING) !== 0;
}

/** From `true` to `false`, no thread begins another sleep; `unwindSleepers` wakes those that sleep already. */
export function setUnwinding(isToUnwind: boolean): void {
  Atomics.store(words, Control.UNWINDING, isToUnwind ? 1 : 0);
}

/**
 * Wakes all other sleepers so that they leave by a throw. UNWINDING is published before: a thread that begins a sleep either
 * sees it, or the next call sees the thread asleep.
 */
export function unwindSleepers(): void {
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (at !== slot && Atomics.load(words, at + Slot.STATE) === State.SLEEPING) interrupt(at, Interrupt.UNWIND);
  }
}
