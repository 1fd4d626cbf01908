/**
 * The race log: the first operations of each thread on each Value, kept so that a lost update can be shown as it happened.
 *
 * **What it costs.** A thread's first `MOST` loads and stores of a value go through here, some ten microseconds each; after
 * that, the value's handle bypasses the log. Trials keep no log. So a race that repeats a hundred thousand times is unchanged,
 * except at its very beginning.
 *
 * **What it changes.** Only the writing of the entries comes between a load and the store that follows, into memory that no
 * other thread touches: the place in the source, the locks held and the ticket are taken *before* a load and *after* a store. A thread is
 * slower between its updates, like one that computes something there.
 *
 * **Why what it tells is certain.** Logged loads and stores are atomic, hence sequentially consistent: all threads see them in
 * one order. A store is an exchange, which returns what it has overwritten. So a thread that overwrites another number than the
 * one it loaded last has missed a store of another thread, whatever else went on, logged or not. The tickets, from one shared
 * counter, say what came before what: the ticket before a load is lower than any that was taken after the load, and so on
 * (`lost-update.ts`), because taking one is a read-modify-write that neither what precedes nor what follows it can pass.
 * Operations that are not logged are plain accesses as ever; that each word has one history for all threads holds for these,
 * too, on all machines.
 */
import { afterSeen, beforeShown, loseOrder } from '../kernel/order.js';
import type { ObjectAddress } from '../memory/address.js';
import { bytes, doubles, isHost, RACE_LOG, slot, watch, words } from '../memory/arena.js';
import { add, load, store } from '../memory/atomics.js';
import { Control, LINE, PROBE, Slot, Watch } from '../memory/map.js';
import { heldLocks } from '../objects/history.js';
import { type CallSite, callSite } from '../source/call-stack.js';

/** Words at the beginning: the tickets, the number of threads that have begun a log, and 1 while logs are kept. */
const TICKETS = RACE_LOG;
const LOGS = RACE_LOG + LINE;
const IS_ON = RACE_LOG + 2 * LINE;
const FIRST_LOG = RACE_LOG + 3 * LINE;

/**
 * Words of a thread's log: its thread, the number of entries, 1 if one more did not fit, the length of the text of the places.
 */
const IDENT = 0;
const COUNT = 1;
const IS_FULL = 2;
const TEXT = 3;
const ENTRIES = LINE;

/** Words of an entry. The ticket is 0 while the store may or may not have been done. HELD: two locks that the thread held, or 0. */
const OBJECT = 0;
const IS_STORE = 1;
const TICKET = 2;
const SITE = 3;
const NUMBER = 4;
const OVERWRITTEN = 6;
const HELD = 8;
const ENTRY = 10;

/**
 * The most operations of one thread on one value, and of one thread in all; the most threads; the bytes for a thread's places.
 */
export const MOST = 24;
const MOST_ENTRIES = 192;
const MOST_LOGS = 64;
const MOST_TEXT = 1024;
const LOG = ENTRIES + MOST_ENTRIES * ENTRY + MOST_TEXT / 4;

// ---------------------------------------------------------------------------------------------------- for the host

export interface LoggedOperation {
  /** The object's address in the arena. */
  readonly at: ObjectAddress;
  readonly op: 'load' | 'store';
  /** What was loaded or stored. */
  readonly number: number;
  /** What a store has overwritten. */
  readonly overwritten: number;
  /** Taken before a load and after a store; Infinity if the thread was ended in the middle of a store. */
  readonly ticket: number;
  readonly site: CallSite | undefined;
  /** Locks that the thread held, two at most. */
  readonly held?: readonly ObjectAddress[];
}

export interface ThreadLog {
  readonly ident: number;
  readonly operations: readonly LoggedOperation[];
  /** True if the thread has done more than is logged, to any value. */
  readonly isFull: boolean;
}

/** Before a run. */
export function resetRaceLog(isOn: boolean): void {
  store(TICKETS, 0);
  store(LOGS, 0);
  store(IS_ON, isOn ? 1 : 0);
}

/** All logs of the run that is over, and whether there were threads that found no room for one. */
export function readRaceLogs(): { readonly logs: ThreadLog[]; readonly hasOthers: boolean } {
  const count = Math.min(words[LOGS] as number, MOST_LOGS);
  const logs = Array.from({ length: count }, (_, n) => readLog(FIRST_LOG + n * LOG));
  // A worker that only looks a target up has no ident: no thread can be named for what a module does there.
  const named = logs.filter(({ ident }) => ident !== 0);
  return { logs: named, hasOthers: named.length < logs.length || (words[LOGS] as number) > MOST_LOGS };
}

function readLog(log: number): ThreadLog {
  const text = Buffer.from(bytes.subarray(textAt(log), textAt(log) + (words[log + TEXT] as number))).toString();
  const sites = text.split('\n').map((line) => (line === '' ? undefined : (JSON.parse(line) as CallSite)));
  const operations = Array.from({ length: words[log + COUNT] as number }, (_, n): LoggedOperation => {
    const entry = log + ENTRIES + n * ENTRY;
    return {
      at: words[entry + OBJECT] as ObjectAddress,
      op: words[entry + IS_STORE] === 1 ? 'store' : 'load',
      number: doubles[(entry + NUMBER) >> 1] as number,
      overwritten: doubles[(entry + OVERWRITTEN) >> 1] as number,
      ticket: (words[entry + TICKET] as number) || Infinity,
      site: sites[words[entry + SITE] as number],
      held: [words[entry + HELD], words[entry + HELD + 1]].filter((at) => at !== 0) as ObjectAddress[],
    };
  });
  return { ident: words[log + IDENT] as number, operations, isFull: words[log + IS_FULL] === 1 };
}

function textAt(log: number): number {
  return (log + ENTRIES + MOST_ENTRIES * ENTRY) * 4;
}

// ---------------------------------------------------------------------------------------------------- in a thread

/** True while the calling thread's operations are logged. */
let isLogging = false;

/** The calling thread's log; 0 before its first entry. */
let mine = 0;
const counts = new Map<ObjectAddress, number>();
const sites = new Map<string, number>();

/** For each handle that bypasses the log: makes it use the log again, for the worker's next thread. */
let logAgain: (() => void)[] = [];
/** True once a handle of this worker bypasses the log and is not in that list. */
let isAnyUnlisted = false;

/** A thread begins in this worker: sets in its WATCH which of its loads and stores to note, and opens its log. */
export function beginWatch(): void {
  for (let level = -1; level !== load(Control.TRACE); ) {
    level = load(Control.TRACE);
    // The host changes TRACE before it changes each thread's WATCH: so if its change is overwritten here, the loop sees that.
    store(watch, (level & PROBE ? Watch.PROBED : 0) | (level & ~PROBE ? Watch.TRACED : 0));
  }
  mine = 0;
  if (isAnyUnlisted) loseOrder();
  isLogging = words[IS_ON] === 1;
  if (!isLogging) return;
  for (const action of logAgain) action();
  logAgain = [];
  // As if there were more threads than logs: what these handles do is not known, either.
  if (isAnyUnlisted) add(LOGS, MOST_LOGS + 1);
}

/** True if a handle that is made now has to use the log. */
export function isToBeLogged(): boolean {
  if (!isLogging && !isHost) {
    isAnyUnlisted = true;
    loseOrder();
  }
  return isLogging;
}

/** True if there is room for the thread's next operation on the value at `at`; once false, it remains so. */
export function hasRoom(at: ObjectAddress): boolean {
  if (!isLogging || (mine === 0 && !openLog())) return false;
  const count = counts.get(at) ?? 0;
  if (count >= MOST) return false;
  if ((words[mine + COUNT] as number) >= MOST_ENTRIES) {
    words[mine + IS_FULL] = 1;
    return false;
  }
  counts.set(at, count + 1);
  return true;
}

/** The thread has logged all that there is room for of a value: from now on, a handle bypasses the log. */
export function logNoMore(again: () => void): void {
  logAgain.push(again);
  loseOrder();
}

function openLog(): boolean {
  const number = add(LOGS, 1);
  if (number >= MOST_LOGS) {
    isLogging = false;
    return false;
  }
  mine = FIRST_LOG + number * LOG;
  words[mine + IDENT] = words[slot + Slot.IDENT] as number;
  for (const word of [COUNT, IS_FULL, TEXT]) words[mine + word] = 0;
  counts.clear();
  sites.clear();
  return true;
}

/** A load: `read` is called as late as possible. */
export function logLoad(at: ObjectAddress, read: () => number): number {
  const site = siteNumber();
  const held = heldLocks();
  const ticket = add(TICKETS, 1) + 1;
  const number = read();
  afterSeen();
  writeHeld(writeEntry(at, 0, ticket, number, site), held);
  return number;
}

/** A store: `exchange` stores, and returns what it has overwritten. */
export function logStore(at: ObjectAddress, number: number, exchange: () => number): void {
  // Written before the store: a thread that is ended in here may have stored.
  const entry = writeEntry(at, 1, 0, number, -1);
  beforeShown();
  doubles[(entry + OVERWRITTEN) >> 1] = exchange();
  words[entry + TICKET] = add(TICKETS, 1) + 1;
  words[entry + SITE] = siteNumber();
  writeHeld(entry, heldLocks());
}

function writeEntry(at: ObjectAddress, isStore: number, ticket: number, number: number, site: number): number {
  const count = words[mine + COUNT] as number;
  const entry = mine + ENTRIES + count * ENTRY;
  words[entry + OBJECT] = at;
  words[entry + IS_STORE] = isStore;
  words[entry + TICKET] = ticket;
  words[entry + SITE] = site;
  doubles[(entry + NUMBER) >> 1] = number;
  writeHeld(entry, []);
  words[mine + COUNT] = count + 1;
  return entry;
}

function writeHeld(entry: number, [one = 0, other = 0]: readonly number[]): void {
  words[entry + HELD] = one;
  words[entry + HELD + 1] = other;
}

/** The number of the caller's place among those of the thread; −1 if there is no room for it. */
function siteNumber(): number {
  const site = callSite();
  if (site === undefined) return -1;
  const text = JSON.stringify(site);
  const known = sites.get(text);
  if (known !== undefined) return known;
  const line = Buffer.from(`${text}\n`);
  const length = words[mine + TEXT] as number;
  const number = length + line.length > MOST_TEXT ? -1 : sites.size;
  if (number >= 0) {
    bytes.set(line, textAt(mine) + length);
    words[mine + TEXT] = length + line.length;
  }
  if (number >= 0) sites.set(text, number);
  return number;
}
