/** Slots: a slot is given to a worker, and to that worker's threads one after another. */
import { RuntimeError } from '../errors.js';
import { nameSlot } from '../kernel/identity.js';
import { settle } from '../kernel/pause.js';
import { waitUncounted, wake } from '../kernel/wake.js';
import { slotsUsed, words } from '../memory/arena.js';
import { add, load, store } from '../memory/atomics.js';
import { enter, leave } from '../memory/guard.js';
import { Control, MAX_THREADS, Slot, State, slotAt } from '../memory/map.js';

/** Lets joiners know that the thread in a slot is over. */
export function markDone(at: number): void {
  add(at + Slot.DONE, 1);
  wake(at + Slot.DONE);
}

/** For a slot whose worker has died: lets joiners know that all its threads are over up to this one. */
export function markDoneUntil(at: number, generation: number): void {
  while (load(at + Slot.DONE) < generation) markDone(at);
}

/** A worker without a job: its slot may be given to the next thread. */
export function parkSlot(at: number): void {
  enter(Control.SLOTS);
  words[at + Slot.LINK] = words[Control.IDLE] as number;
  words[Control.IDLE] = at;
  store(at + Slot.STATE, State.IDLE);
  leave(Control.SLOTS);
}

/** A slot whose worker has died: buries it, unless a thread has been given to it that is not over. */
export function freeIfIdle(at: number): boolean {
  enter(Control.SLOTS);
  const isIdle = load(at + Slot.GENERATION) === load(at + Slot.DONE);
  if (isIdle) unlink(at);
  leave(Control.SLOTS);
  return isIdle;
}

/** A slot whose worker has died, and whose thread is not to go on. */
export function freeSlot(at: number): void {
  enter(Control.SLOTS);
  unlink(at);
  leave(Control.SLOTS);
}

/** Takes it out of the list of idle ones, if it is there. */
function unlink(at: number): void {
  // Before the slot may be another's: the clock is to wait for that one.
  settle(at + Slot.BEGINNING);
  let link: number = Control.IDLE;
  while (words[link] !== 0 && words[link] !== at) link = (words[link] as number) + Slot.LINK;
  if (words[link] === at) words[link] = words[at + Slot.LINK] as number;
  words[at + Slot.LINK] = words[Control.EMPTY] as number;
  words[Control.EMPTY] = at;
  store(at + Slot.STATE, State.EMPTY);
  // It may have been ended before it could park.
  store(at + Slot.AT_WORK, 0);
}

/** A slot for a new worker, without a thread; undefined when all are taken. */
export function takeEmptySlot(): number | undefined {
  enter(Control.SLOTS);
  const at = popEmpty();
  leave(Control.SLOTS);
  return at;
}

/**
 * A slot for the next thread, which is counted in the same step: a worker that dies meanwhile has either left the list, or is
 * known to have had one more thread to serve.
 */
export function takeSlot(name: number): { at: number; hasWorker: boolean; oldName: number } {
  enter(Control.SLOTS);
  try {
    const idle = words[Control.IDLE] as number;
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

function popEmpty(): number | undefined {
  const empty = words[Control.EMPTY] as number;
  if (empty !== 0) {
    words[Control.EMPTY] = words[empty + Slot.LINK] as number;
    // The last worker may have died before it took its job: the next one must not, nor count an end that has been counted.
    store(empty + Slot.JOB, 0);
    return empty;
  }
  const used = words[Control.SLOTS_USED] as number;
  if (used === MAX_THREADS) return undefined;
  store(Control.SLOTS_USED, used + 1);
  return slotAt(used + 1);
}

/** The operating system's id of a slot's worker: waits for a worker that is still coming to life to say it. */
export function nativeIdOf(at: number): number {
  while (load(at + Slot.NATIVE_ID) === 0) waitUncounted(at + Slot.NATIVE_ID, 0, 100);
  return load(at + Slot.NATIVE_ID);
}

/** Slots that have been given a job which is not over: threads, and checks of a target. */
export function busySlots(): number[] {
  const busy: number[] = [];
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (load(at + Slot.DONE) < load(at + Slot.GENERATION)) busy.push(at);
  }
  return busy;
}

/**
 * Between runs, while no thread lives: puts each slot into the list it belongs to. One that was taken by a thread which was
 * ended in the middle of it is in none.
 */
export function sortSlots(hasWorker: (at: number) => boolean): void {
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
