/**
 * The arena for code that is bundled apart from the runtime, such as the controlled kernel. By functions only: a variable that
 * the runtime's bundle exports is looked up at each access, in the runtime itself too, and a lock takes half as long again.
 */
import type { BlockAddress, SlotAddress } from './address.js';
import { slot, words } from './arena.js';
import { isControlled } from './control-block.js';
import { Control, OBSERVED, Slot, slotAt } from './map.js';

export function arenaWords(): Int32Array {
  return words;
}

/** The slot of the calling worker. */
export function ownSlot(): SlotAddress {
  return slot;
}

/** The number of a slot, from 1. */
export function slotNumber(at: number): number {
  return (at - slotAt(0)) / Slot.SIZE;
}

export function isDaemonSlot(at: number): boolean {
  return words[at + Slot.DAEMON] === 1;
}

/** The name of a slot's thread, as a text in the arena; 0 for none. */
export function nameBlockOf(at: number): BlockAddress | 0 {
  return words[at + Slot.NAME] as BlockAddress | 0;
}

/** The word that the calling thread sleeps on in a wait queue. */
export function ownParker(): number {
  return slot + Slot.PARKER;
}

/** Threads note what their operations come to. */
export function observeOperations(): void {
  words[Control.TRACE] = OBSERVED;
}

/** True in a worker of a controlled run. */
export function isControlledWorker(): boolean {
  return isControlled;
}
