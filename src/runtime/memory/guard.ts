/** Guards: locks of the runtime's own, around a few instructions on a list that all threads share. */
import { isHost, slot, words } from './arena.js';
import { Control, Slot, State } from './map.js';

/** A worker has died: what it was in the middle of is free for others. */
export function freeGuards(at: number): void {
  for (const guard of [Control.SLOTS, Control.BLOCKS, Control.MODULES]) Atomics.compareExchange(words, guard, at, 0);
}

/**
 * Takes the guard of one of the runtime's own lists. Sections are a few instructions long, so: spin, then waitUncounted and look
 * again, rather than make every `leave` pay for a notification. The word holds the taker's slot, so that the guard of a
 * thread that was killed inside one can be taken over.
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
 * The host is told of a thread's end by a message, which cannot come to it in here: whoever has been inside for so long has
 * been killed there, even if nobody knows of it yet.
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
