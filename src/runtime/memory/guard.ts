/** Guards: the runtime's own locks, each around a few instructions on a list that all threads share. */
import type { SlotAddress } from './address.js';
import { isHost, slot, words } from './arena.js';
import { Control, Slot, State } from './map.js';

/** Frees the guards that the worker of slot `at`, which has died, held. */
export function freeGuards(at: SlotAddress): void {
  for (const guard of [Control.SLOTS, Control.BLOCKS, Control.MODULES]) Atomics.compareExchange(words, guard, at, 0);
}

/**
 * Takes a guard. Sections are a few instructions long, so `enter` spins, then sleeps briefly and looks again, rather than make
 * every `leave` pay for a notification. The word holds the holder's slot, so that another thread can take over the guard of a
 * thread that was killed inside.
 */
export function enter(guard: number): void {
  const me = isHost ? -1 : slot;
  let giveUp = Infinity;
  for (let turn = 0; ; turn++) {
    const holder = Atomics.compareExchange(words, guard, 0, me);
    if (holder === 0) return;
    if (turn < 100) continue;
    if (turn === 100 && isHost) giveUp = performance.now() + HOST_PATIENCE_MS;
    if (isGone(holder) || performance.now() > giveUp) {
      if (Atomics.compareExchange(words, guard, holder, me) === holder) return;
    }
    Atomics.wait(words, guard, holder, 0.1);
  }
}

/**
 * The host learns of a thread's end from a message, which it cannot receive in here: a holder that has been inside for so long
 * must have been killed there, even if its slot does not show it yet.
 */
const HOST_PATIENCE_MS = 500;

function isGone(holder: number): boolean {
  if (holder <= 0) return false;
  const state = Atomics.load(words, holder + Slot.STATE);
  return state === State.DEAD || state === State.EMPTY;
}

export function leave(guard: number): void {
  Atomics.store(words, guard, 0);
}
