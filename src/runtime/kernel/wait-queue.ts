/**
 * A list of threads that wait, woken in the order they came. Each sleeps on a word of its own slot, so that a wake reaches
 * exactly one thread: with one word for all, a thread that has read it and does not sleep yet could leave in place of a
 * sleeper.
 */
import { RuntimeError } from '../errors.js';
import type { SlotAddress, WaitObject } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { load, store } from '../memory/atomics.js';
import { enter, leave } from '../memory/guard.js';
import { Slot } from '../memory/map.js';
import { self } from './self.js';
import { wait } from './sleep.js';
import { spinWhile } from './spin.js';
import { wake } from './wake.js';

/** The words of a list: its guard, its first and last slot, and its length. */
const GUARD = 0;
const FIRST = 1;
const LAST = 2;
const COUNT = 3;
export const WAIT_LIST_SIZE = 4;

/** Microseconds of spinning: as long as it takes to fall asleep and be woken. */
const AWAKE = 20;

const WAITING = 0;
const WOKEN = 1;

/** True while this thread is in a list, or leaves one. */
let isEnlisted = false;

/** Returns how many threads wait. */
export function waiters(list: number): number {
  return load(list + COUNT);
}

/** Returns the ident of the thread that has waited longest; 0 if none waits, as seen without the guard. */
export function firstWaiter(list: number): number {
  const first = words[list + FIRST] as SlotAddress | 0;
  return first === 0 ? 0 : (words[first + Slot.IDENT] as number);
}

/**
 * Puts the calling thread at the end of the list. Call it before you release the lock that protects the condition: a
 * notification that comes between the release and the sleep finds the thread listed and sets its word, which the sleep tests.
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
  else words[(words[list + LAST] as SlotAddress) + Slot.NEXT] = me;
  words[list + LAST] = me;
  store(list + COUNT, (words[list + COUNT] as number) + 1);
  leave(list + GUARD);
}

/**
 * Sleeps until notified, and returns true, or until the deadline, and returns false. The caller is in the list before, and in
 * none after. (A thread that is unwound stays in the list; the reset of all memory takes it out.)
 */
export function awaitTurn(list: number, deadline: number, reason: number, object: WaitObject): boolean {
  const word = slot + Slot.PARKER;
  try {
    spinWhile(word, WAITING, AWAKE);
    return wait(word, WAITING, deadline, reason, object) || !leaveList(list, reason, object);
  } finally {
    // Also if the thread is unwound, for the worker goes on with another one.
    endWait();
  }
}

/**
 * Takes back `enlist`: the caller does not wait after all. If a notification has already picked the caller, it passes it on.
 */
export function unlist(list: number, reason: number, object: WaitObject): void {
  try {
    if (!leaveList(list, reason, object)) notify(list, 1);
  } finally {
    endWait();
  }
}

function endWait(): void {
  // Reset, for `sleep` sleeps on the same word.
  words[slot + Slot.PARKER] = WAITING;
  isEnlisted = false;
}

/**
 * Leaves the list; returns false if a notifier has already taken the caller out of it. The notifier may still have to read the
 * caller's link and set its word, so the caller waits for that before it uses either again: by an ordinary counted wait, for
 * the notifier counts the threads that it wakes.
 */
function leaveList(list: number, reason: number, object: WaitObject): boolean {
  return delist(list) || !wait(slot + Slot.PARKER, WAITING, Infinity, reason, object);
}

/** Wakes the first `count` threads of the list, or all if there are fewer; threads that come later get no notification. */
export function notify(list: number, count: number): void {
  if (load(list + COUNT) === 0) return;
  enter(list + GUARD);
  const first = words[list + FIRST] as SlotAddress | 0;
  let taken = 0;
  let rest = first;
  for (; taken < count && rest !== 0; taken++) rest = words[rest + Slot.NEXT] as SlotAddress | 0;
  words[list + FIRST] = rest;
  if (rest === 0) words[list + LAST] = 0;
  store(list + COUNT, (words[list + COUNT] as number) - taken);
  leave(list + GUARD);
  // These are in no list now, and only this notifier may wake them. It reads the link before it sets the word: from
  // then on the thread may use its slot again, and enlist elsewhere. If the wake comes only after that, the thread finds its
  // word changed back, and sleeps on.
  for (let at = first; taken > 0; taken--) {
    const next = words[at + Slot.NEXT] as SlotAddress | 0;
    store(at + Slot.PARKER, WOKEN);
    wake(at + Slot.PARKER);
    at = next;
  }
}

/** Takes the caller out of the list; returns false if a notification has done so already. */
function delist(list: number): boolean {
  enter(list + GUARD);
  let before: SlotAddress | 0 = 0;
  let at = words[list + FIRST] as SlotAddress | 0;
  while (at !== 0 && at !== slot) {
    before = at;
    at = words[at + Slot.NEXT] as SlotAddress | 0;
  }
  if (at === slot) {
    const next = words[slot + Slot.NEXT] as SlotAddress | 0;
    if (before === 0) words[list + FIRST] = next;
    else words[before + Slot.NEXT] = next;
    if (next === 0) words[list + LAST] = before;
    store(list + COUNT, (words[list + COUNT] as number) - 1);
  }
  leave(list + GUARD);
  return at === slot;
}
