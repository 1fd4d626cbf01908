/**
 * Threads that wait for one thing, first come first woken. Each sleeps on a word of its own slot, so a wake is for exactly
 * one thread: with one word for all, who has read it and not yet slept would leave in the place of who sleeps.
 */
import { RuntimeError } from '../errors.js';
import { slot, words } from '../memory/arena.js';
import { load, store } from '../memory/atomics.js';
import { enter, leave } from '../memory/guard.js';
import { Slot } from '../memory/map.js';
import { self } from './self.js';
import { wait } from './sleep.js';
import { spinWhile } from './spin.js';
import { wake } from './wake.js';

/** Words of a list: its guard, first and last slot, and how many there are. */
const GUARD = 0;
const FIRST = 1;
const LAST = 2;
const COUNT = 3;
export const WAIT_LIST_SIZE = 4;

/** Microseconds of waiting awake: as long as it takes to go to sleep and to be woken. */
const AWAKE = 20;

const WAITING = 0;
const WOKEN = 1;

/** True while this thread is in a list, or on the way out of one. */
let isEnlisted = false;

/** How many wait. */
export function waiters(list: number): number {
  return load(list + COUNT);
}

/**
 * Puts the calling thread at the end of the list. To be done before letting go of what protects the condition: a
 * notification that comes between there and the sleep finds it here, and sets its word, which the sleep tests.
 */
export function enlist(list: number): void {
  const me = self();
  if (isEnlisted)
    throw new RuntimeError('a signal handler cannot wait for this while its thread waits for something alike');
  isEnlisted = true;
  words[me + Slot.PARKER] = WAITING;
  words[me + Slot.NEXT] = 0;
  enter(list + GUARD);
  if (words[list + FIRST] === 0) words[list + FIRST] = me;
  else words[(words[list + LAST] as number) + Slot.NEXT] = me;
  words[list + LAST] = me;
  store(list + COUNT, (words[list + COUNT] as number) + 1);
  leave(list + GUARD);
}

/**
 * Sleeps until notified: true, or until the deadline: false. The caller is enlisted before, and in no list after. (One that is
 * unwound leaves the list as it is, which goes back to what it was with all memory.)
 */
export function awaitTurn(list: number, deadline: number, reason: number, object: number): boolean {
  const word = slot + Slot.PARKER;
  try {
    spinWhile(word, WAITING, AWAKE);
    return wait(word, WAITING, deadline, reason, object) || !leaveList(list, reason, object);
  } finally {
    // Also by who is unwound, for the worker goes on with another thread.
    endWait();
  }
}

/** Takes back `enlist`: the caller does not wait after all. Whom a notification had picked instead of others passes it on. */
export function unlist(list: number, reason: number, object: number): void {
  try {
    if (!leaveList(list, reason, object)) notify(list, 1);
  } finally {
    endWait();
  }
}

function endWait(): void {
  // The word is also what `sleep` sleeps on.
  words[slot + Slot.PARKER] = WAITING;
  isEnlisted = false;
}

/**
 * Leaves the list; false if a notifier has already taken the caller out of it. That one may still have to read the caller's
 * link and to set its word, and not before may both be used again. A wait as any other, for that wake is counted as one.
 */
function leaveList(list: number, reason: number, object: number): boolean {
  return delist(list) || !wait(slot + Slot.PARKER, WAITING, Infinity, reason, object);
}

/** Wakes the first `count` of the list, or all there are; none is remembered for those who come later. */
export function notify(list: number, count: number): void {
  if (load(list + COUNT) === 0) return;
  enter(list + GUARD);
  const first = words[list + FIRST] as number;
  let taken = 0;
  let rest = first;
  for (; taken < count && rest !== 0; taken++) rest = words[rest + Slot.NEXT] as number;
  words[list + FIRST] = rest;
  if (rest === 0) words[list + LAST] = 0;
  store(list + COUNT, (words[list + COUNT] as number) - taken);
  leave(list + GUARD);
  // These are in no list now, and nobody else's to wake. The link is read before the word is set: from then on the slot is
  // its thread's again, which may enlist elsewhere. A wake that comes after that finds its word changed back: it sleeps on.
  for (let at = first; taken > 0; taken--) {
    const next = words[at + Slot.NEXT] as number;
    store(at + Slot.PARKER, WOKEN);
    wake(at + Slot.PARKER);
    at = next;
  }
}

/** Takes the caller out of the list; false if a notification has done so already. */
function delist(list: number): boolean {
  enter(list + GUARD);
  let before = 0;
  let at = words[list + FIRST] as number;
  while (at !== 0 && at !== slot) {
    before = at;
    at = words[at + Slot.NEXT] as number;
  }
  if (at === slot) {
    const next = words[slot + Slot.NEXT] as number;
    if (before === 0) words[list + FIRST] = next;
    else words[before + Slot.NEXT] = next;
    if (next === 0) words[list + LAST] = before;
    store(list + COUNT, (words[list + COUNT] as number) - 1);
  }
  leave(list + GUARD);
  return at === slot;
}
