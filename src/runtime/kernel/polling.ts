/**
 * Threads that poll: they read shared data, or the clock, and read the same each time. Such a thread is awake and yet waits for
 * others, so on the virtual clock time must not wait for it.
 *
 * To note every read would slow down what a race is about. So threads note what they read only while PROBE is set, a bit of the
 * word that `trace` tests anyway, which the host sets for a moment where somebody runs on and on.
 */
import { isHost, slot, slotsUsed, words } from '../memory/arena.js';
import { Control, Polls, PROBE, Slot, slotAt, Watch } from '../memory/map.js';
import { reportIfAsked } from './hooks.js';

/** So many reads in a row that have all found what was there before make a thread a poller. */
const ENOUGH = 50;
/** More objects than this are no poll, but a search. */
const MOST_OBJECTS = 16;

/** In place of an object: the clock. */
export const CLOCK = 0;

let reads = 0;
/** Which of these was the clock's last. */
let clockRead = Number.NEGATIVE_INFINITY;
let last = Number.NaN;
let lastFound = Number.NaN;
const found = new Map<number, number>();

/** The calling thread has looked at (a part of) an object, and found something that this number stands for. */
export function glance(object: number, what: number, part = 0): void {
  if ((words[Control.TRACE] as number) & PROBE) noteRead(object, what, part);
}

/** While threads are watched: a read. */
export function noteRead(object: number, what: number, part = 0): void {
  // The host has no slot to note it in, and nobody waits for it.
  if (isHost) return;
  reportIfAsked();
  const at = object + part;
  if (at !== last || what !== lastFound) {
    const before = found.get(at);
    // Whatever has changed, somebody has changed it, or this thread goes through something.
    if ((before !== undefined && !Object.is(before, what)) || found.size >= MOST_OBJECTS) forget();
    found.set(at, what);
    last = at;
    lastFound = what;
  }
  reads++;
  if (object === CLOCK) clockRead = reads;
  if (reads < ENOUGH) return;
  // Plain, and only a hint: time may pass while a thread runs, it just need not.
  words[slot + Slot.POLLED] = object;
  words[slot + Slot.POLLS] = reads - clockRead < ENOUGH ? Polls.CLOCK : Polls.DATA;
}

/** While threads are watched: something that others may see. */
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

/** A call that was not to wait, or no longer, has not got what it came for: that is a look, too, unless it was a sleep. */
export function noteVainWait(object: number, found: number): void {
  if (object !== 0) noteRead(object, found);
}

/** For the host: has threads note what they read, or no longer. */
export function setProbing(isProbing: boolean): void {
  // TRACE first: a thread that begins meanwhile reads it, writes its WATCH, and looks at TRACE once more.
  if (isProbing) Atomics.or(words, Control.TRACE, PROBE);
  else Atomics.and(words, Control.TRACE, ~PROBE);
  for (let n = 1; n <= slotsUsed(); n++) {
    if (isProbing) Atomics.or(words, slotAt(n) + Slot.WATCH, Watch.PROBED);
    else Atomics.and(words, slotAt(n) + Slot.WATCH, ~Watch.PROBED);
  }
}
