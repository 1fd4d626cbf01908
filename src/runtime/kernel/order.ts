/**
 * What orders the calling thread and the others, apart from locks: what it shows them and what it sees of them. Threads that take
 * two locks in opposite orders can deadlock only if nothing makes one of them come after the other (`objects/lock-orders.ts`).
 *
 * Times are *tickets*, from one counter that goes on at each start of a thread and each lock that is noted. The ticket of a step
 * that shows something is read *before* it, the ticket of one that sees something *after* it: so if a thread sees what another
 * has shown, its ticket is not lower. Which object it was is not kept, nor who saw what: a step is two reads of a word at most.
 */
import { slot, words } from '../memory/arena.js';
import { add } from '../memory/atomics.js';
import { Control, Slot } from '../memory/map.js';

/**
 * Words of the worker's own, for a typed array is faster than a variable: the ticket of the last time that the calling thread saw
 * what others have done; 1 while it matters what it shows them, and how often it has done so meanwhile.
 */
const mine = new Int32Array(3);
const SEEN = 0;
const IS_WATCHED = 1;
const SHOWN = 2;

let isKnown = false;
let onShown: (ticket: number) => void = () => {};

/** Sets what gets the ticket whenever the calling thread shows something, while it is watched. */
export function setOnShown(action: typeof onShown): void {
  onShown = action;
}

/** A thread begins in this worker, and has seen what its starter had. */
export function beginOrder(isKept: boolean): void {
  mine[SEEN] = words[slot + Slot.STARTED_AT] as number;
  mine[IS_WATCHED] = 0;
  isKnown = isKept;
}

/** While the calling thread holds locks, and until its orders are complete, it matters what it shows. */
export function watchShown(isWatched: boolean): void {
  mine[IS_WATCHED] = isWatched ? 1 : 0;
}

/** The next ticket: no other step has it. */
export function nextTicket(): number {
  return add(Control.TICKETS, 1) + 1;
}

/**
 * The last ticket of all threads. Plain: it is read before an atomic operation that shows something, or after one that sees
 * something, and no load passes these. (An atomic one would take a queue or a semaphore a tenth of its time.)
 */
export function lastTicket(): number {
  return words[Control.TICKETS] as number;
}

/** The calling thread is about to do what other threads may see. */
export function beforeShown(): void {
  if (mine[IS_WATCHED] !== 0) show();
}

function show(): void {
  mine[SHOWN] = (mine[SHOWN] as number) + 1;
  onShown(lastTicket());
}

/** It has done what lets it see what others have done. */
export function afterSeen(): void {
  mine[SEEN] = words[Control.TICKETS] as number;
}

/** From now on, it sees and shows things that nobody notes. */
export function loseOrder(): void {
  beforeShown();
  isKnown = false;
}

export function isOrderKnown(): boolean {
  return isKnown;
}

export function lastSeen(): number {
  return mine[SEEN] as number;
}

export function timesShown(): number {
  return mine[SHOWN] as number;
}
