/** Slots: each is given to a worker, and to that worker's threads one after another. */
import { RuntimeError } from '../errors.js';
import { nameSlot } from '../kernel/identity.js';
import { settle } from '../kernel/pause.js';
import { waitUncounted, wake } from '../kernel/wake.js';
import type { BlockAddress, SlotAddress } from '../memory/address.js';
import { slotsUsed, words } from '../memory/arena.js';
import { add, load, store } from '../memory/atomics.js';
import { enter, leave } from '../memory/guard.js';
import { Control, MAX_THREADS, Slot, State, slotAt } from '../memory/map.js';

/** Notifies joiners that the thread in a slot is over. */
export function markDone(at: SlotAddress): void {
  add(at + Slot.DONE, 1);
  wake(at + Slot.DONE);
}

/** For a slot whose worker has died: notifies joiners that all its threads up to this generation are over. */
export function markDoneUntil(at: SlotAddress, generation: number): void {
  while (load(at + Slot.DONE) < generation) markDone(at);
}

/** Puts the slot of a worker without a job on the list of idle slots: it may be given to the next thread. */
export function parkSlot(at: SlotAddress): void {
  enter(Control.SLOTS);
  words[at + Slot.LINK] = words[Control.IDLE] as number;
  words[Control.IDLE] = at;
  store(at + Slot.STATE, State.IDLE);
  leave(Control.SLOTS);
}

/** Frees a slot whose worker has died, unless it has been given to a thread that is not over. Returns true if it did. */
export function freeIfIdle(at: SlotAddress): boolean {
  enter(Control.SLOTS);
  const isIdle = load(at + Slot.GENERATION) === load(at + Slot.DONE);
  if (isIdle) unlink(at);
  leave(Control.SLOTS);
  return isIdle;
}

/** Frees a slot whose worker has died, and whose thread is not to go on. */
export function freeSlot(at: SlotAddress): void {
  enter(Control.SLOTS);
  unlink(at);
  leave(Control.SLOTS);
}

/** Moves a slot to the list of empty slots, out of the list of idle ones if it is there. The caller holds the guard. */
function unlink(at: SlotAddress): void {
  // Before the slot may be given to another thread: then its BEGINNING is that thread's.
  settle(at + Slot.BEGINNING);
  let link: number = Control.IDLE;
  while (words[link] !== 0 && words[link] !== at) link = (words[link] as SlotAddress) + Slot.LINK;
  if (words[link] === at) words[link] = words[at + Slot.LINK] as number;
  words[at + Slot.LINK] = words[Control.EMPTY] as number;
  words[Control.EMPTY] = at;
  store(at + Slot.STATE, State.EMPTY);
  // The worker may have ended before it could park.
  store(at + Slot.AT_WORK, 0);
}

/** Takes a slot for a new worker without a thread; undefined if all are taken. */
export function takeEmptySlot(): SlotAddress | undefined {
  enter(Control.SLOTS);
  const at = popEmpty();
  leave(Control.SLOTS);
  return at;
}

interface Taken {
  readonly at: SlotAddress;
  readonly hasWorker: boolean;
  /** The name of the slot's last thread. */
  readonly oldName: BlockAddress | 0;
}

/**
 * Takes a slot for the next thread, and counts its generation in the same guarded step: if the slot's worker dies meanwhile,
 * either the slot has left the list before, or the host sees that it has one more thread to serve.
 */
export function takeSlot(name: BlockAddress): Taken {
  enter(Control.SLOTS);
  try {
    const idle = words[Control.IDLE] as SlotAddress | 0;
    if (idle !== 0) {
      words[Control.IDLE] = words[idle + Slot.LINK] as number;
      return { at: idle, hasWorker: true, oldName: nameSlot(idle, name) };
    }
    const at = popEmpty();
    if (at !== undefined) return { at, hasWorker: false, oldName: nameSlot(at, name) };
    throw new RuntimeError(`can't start new thread: ${MAX_THREADS} threads are alive, the most there can be at once`);
  } finally {
    leave(Control.SLOTS);
  }
}

function popEmpty(): SlotAddress | undefined {
  const empty = words[Control.EMPTY] as SlotAddress | 0;
  if (empty !== 0) {
    words[Control.EMPTY] = words[empty + Slot.LINK] as number;
    // The last worker may have died before it took its job: the next one must not take it, and count its end a second time.
    store(empty + Slot.JOB, 0);
    return empty;
  }
  const used = words[Control.SLOTS_USED] as number;
  if (used === MAX_THREADS) return undefined;
  store(Control.SLOTS_USED, used + 1);
  return slotAt(used + 1);
}

/** The operating system's id of a slot's worker: waits until a worker that is still starting has written it. */
export function nativeIdOf(at: SlotAddress): number {
  while (load(at + Slot.NATIVE_ID) === 0) waitUncounted(at + Slot.NATIVE_ID, 0, 100);
  return load(at + Slot.NATIVE_ID);
}

/** The slots whose job is not over: threads, and checks of a target. */
export function busySlots(): SlotAddress[] {
  const busy: SlotAddress[] = [];
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (load(at + Slot.DONE) < load(at + Slot.GENERATION)) busy.push(at);
  }
  return busy;
}

/**
 * Between runs, while no thread lives: puts each slot into the list it belongs to. A slot is in none if the thread that took
 * it was ended in the middle of that.
 */
export function sortSlots(hasWorker: (at: SlotAddress) => boolean): void {
  words[Control.IDLE] = 0;
  words[Control.EMPTY] = 0;
  for (let n = slotsUsed(); n >= 1; n--) {
    const at = slotAt(n);
    const list = hasWorker(at) ? Control.IDLE : Control.EMPTY;
    words[at + Slot.LINK] = words[list] as number;
    words[list] = at;
    store(at + Slot.STATE, list === Control.IDLE ? State.IDLE : State.EMPTY);
  }
}
