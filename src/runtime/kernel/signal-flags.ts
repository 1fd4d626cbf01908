/** Signals of the operating system, on their way from the host to MainThread. */
import type { SlotAddress } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { Control, Interrupt } from '../memory/map.js';
import { interrupt } from './wake.js';

/** For the host: a signal has come; the thread in the slot notices it while it sleeps, or when it goes to sleep. */
export function raiseSignal(at: SlotAddress, number: number): void {
  // Before the interrupt: a thread that sees its bit finds the signal.
  Atomics.or(words, Control.SIGNALS, 1 << (number - 1));
  interrupt(at, Interrupt.SIGNAL);
}

/** Returns true while a signal has come and not been taken. */
export function hasSignal(number: number): boolean {
  return (Atomics.load(words, Control.SIGNALS) & (1 << (number - 1))) !== 0;
}

/** Takes all signals that have come: one bit per signal. */
export function takeSignals(): number {
  return Atomics.exchange(words, Control.SIGNALS, 0);
}
