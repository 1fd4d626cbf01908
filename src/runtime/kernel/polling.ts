/**
 * Threads that poll: they read shared data, or the clock, again and again, and find the same each time. Such a thread is awake
 * and yet waits for others, so virtual time must not wait for it to sleep.
 *
 * Noting every read would slow down the loads and stores that a race consists of. So threads note their reads only while PROBE
 * is set, a bit of the word that `trace` tests anyway; the host sets it for a moment when a thread runs on and on.
 */
import type { WaitObject } from '../memory/address.js';
import { isHost, slot, slotsUsed, words } from '../memory/arena.js';
import { Control, Polls, PROBE, Slot, slotAt, Watch } from '../memory/map.js';
import { reportIfAsked } from './hooks.js';
import { afterSeen } from './order.js';

/** A thread polls once so many reads in a row have found nothing new. */
const ENOUGH = 50;
/** A thread that reads more objects than this searches rather than polls. */
const MOST_OBJECTS = 16;

/** Stands for the clock in place of an object. */
export const CLOCK = 0;

let reads = 0;
/** The number of the last read of the clock. */
let clockRead = Number.NEGATIVE_INFINITY;
let last = Number.NaN;
let lastFound = Number.NaN;
const found = new Map<number, number>();

/** The calling thread has looked at (a part of) an object; the number `what` stands for what it found. */
export function glance(object: WaitObject, what: number, part = 0): void {
  if (object !== CLOCK) afterSeen();
  if ((words[Control.TRACE] as number) & PROBE) noteRead(object, what, part);
}

/** Notes a read. */
export function noteRead(object: WaitObject, what: number, part = 0): void {
  // The host has no slot to note it in, and time never waits for the host.
  if (isHost) return;
  reportIfAsked();
  const word = object + part;
  if (word !== last || what !== lastFound) {
    const before = found.get(word);
    // Either another thread has changed the object, or this thread searches.
    if ((before !== undefined && !Object.is(before, what)) || found.size >= MOST_OBJECTS) forget();
    found.set(word, what);
    last = word;
    lastFound = what;
  }
  reads++;
  if (object === CLOCK) clockRead = reads;
  if (reads < ENOUGH) return;
  // Plain writes, for this is only a hint: time may pass while a thread runs; it just need not.
  words[slot + Slot.POLLED] = object;
  words[slot + Slot.POLLS] = reads - clockRead < ENOUGH ? Polls.CLOCK : Polls.DATA;
}

/** Notes a write, or another effect that other threads may see: the thread does not poll. */
export function noteWrite(): void {
  reportIfAsked();
  forget();
}

function forget(): void {
  words[slot + Slot.POLLS] = Polls.NOT;
  reads = 0;
  clockRead = Number.NEGATIVE_INFINITY;
  last = Number.NaN;
  lastFound = Number.NaN;
  found.clear();
}

/** Notes a wait that timed out, at once or later: it counts as a read too, except for a sleep, which has no object. */
export function noteVainWait(object: WaitObject, found: number): void {
  if (object !== 0) noteRead(object, found);
}

/** For the host: makes threads note their reads, or stop. */
export function setProbing(isProbing: boolean): void {
  // TRACE first: a thread that begins meanwhile reads it, writes its own WATCH, and reads TRACE once more.
  if (isProbing) Atomics.or(words, Control.TRACE, PROBE);
  else Atomics.and(words, Control.TRACE, ~PROBE);
  for (let n = 1; n <= slotsUsed(); n++) {
    if (isProbing) Atomics.or(words, slotAt(n) + Slot.WATCH, Watch.PROBED);
    else Atomics.and(words, slotAt(n) + Slot.WATCH, ~Watch.PROBED);
  }
}
