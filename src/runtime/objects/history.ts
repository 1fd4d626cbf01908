/**
 * What the calling thread has done to each shared object: how often, and of the last time that was noted, when and where. So a
 * diagnosis can tell how a thread came to wait for something.
 *
 * **What it costs.** A thread's first operations on an object are noted, and then those whose number is a power of two: some
 * microseconds each, for the stack is kept as it is and read only if it is asked for. The others count down to the next one that
 * is. Of locks, which are taken in some 30 ns, a thread's first acquisitions are noted and no others: all that is left then is
 * the test of one word, which used to be the test for traces. (That a call was ever made there costs a Lock 2 ns, in a loop that
 * makes no other call: the compiler forgets what it knew before the call.) Trials keep no history.
 */
import { toMicroseconds } from '../../events/canonical.js';
import { now } from '../kernel/clock.js';
import { beginOrder } from '../kernel/order.js';
import type { ObjectAddress } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { isControlled } from '../memory/control-block.js';
import { Control, PROBE, Slot } from '../memory/map.js';
import { type CallSite, callSite, stackHere } from '../source/call-stack.js';
import { userFrame } from '../source/stack.js';
import { beginOrders, endOrders, noteOrder } from './lock-orders.js';
import {
  ObjectHistory,
  type PastOp,
  setNoted,
  UNNOTED_FIRST,
  UNNOTED_SECOND,
  UNNOTED_THIRD,
} from './object-history.js';
import { beginPrivateLocks, endPrivateLocks, noteUser } from './private-locks.js';
import { AT, holderOf, Kind, type SharedObject } from './shared-object.js';

/** What a thread has done to an object, as it reports it. */
export interface PastOperation {
  readonly object: ObjectAddress;
  readonly op: PastOp;
  /** How often; of a semaphore's permits, how many. */
  readonly times: number;
  /** Program seconds and `file:line:column` of the last time that was noted; the place is null if it is not known. */
  readonly when: number;
  readonly at: string | null;
  /** True if that was the last time of all. */
  readonly isLatest: boolean;
  /** Of a notification: ident of the first thread that it woke; 0 if none waited. */
  readonly woke?: number;
}

/** What is noted of each kind of object. */
const notedOps: Readonly<Record<number, readonly PastOp[]>> = {
  [Kind.Lock]: ['acquired'],
  [Kind.RLock]: ['acquired'],
  [Kind.Semaphore]: ['acquired', 'released'],
  [Kind.BoundedSemaphore]: ['acquired', 'released'],
  [Kind.Condition]: ['notified'],
  [Kind.Event]: ['set', 'cleared'],
  [Kind.Queue]: ['put', 'got', 'done'],
  [Kind.LifoQueue]: ['put', 'got', 'done'],
  [Kind.PriorityQueue]: ['put', 'got', 'done'],
  [Kind.SimpleQueue]: ['put', 'got'],
};

/** Positions in these lists. */
export const Noted = { ACQUIRED: 0, RELEASED: 1, PUT: 0, GOT: 1, DONE: 2, SET: 0, CLEARED: 1, NOTIFIED: 0 } as const;

/** The histories of the objects that the calling thread has used. */
let used = new Map<ObjectAddress, ObjectHistory>();
/** Handles that note nothing, and what. */
let silent: [SharedObject, number][] = [];
/** More objects than these have no history, and more handles than these never note anything again. */
const MOST_OBJECTS = 1000;
const MOST_SILENT = 10_000;
let isKept = false;
/** The acquisitions of locks, of those that a thread begins with, that are still to be noted. */
let locksLeft = 0;
const MOST_LOCKS = 32;

/** A thread begins in this worker. */
export function beginHistory(): void {
  const toKeep = words[Control.MUTED] !== 1;
  if (isKept || toKeep) {
    for (const { tallies } of used.values()) for (const tally of tallies) tally.release();
    for (const [object, op] of silent) setNoted(object, op, true);
    used = new Map();
    silent = [];
  }
  isKept = toKeep;
  beginOrder(isKept && !isControlled);
  beginOrders();
  beginPrivateLocks(isKept && !isControlled);
  countLocks();
}

/** The thread's next acquisitions of locks are to be noted, and all of them where they are traced. */
function countLocks(): void {
  locksLeft = isKept ? MOST_LOCKS : 0;
  words[slot + Slot.NOTES] = locksLeft > 0 || isTraced() ? 1 : 0;
}

/**
 * The calling thread has taken a lock that it did not hold, while its NOTES is not 0; `isForever`, if it would have waited for it
 * for ever.
 */
export function noteTaken(lock: SharedObject, isForever: boolean): void {
  if (locksLeft === 0) return;
  locksLeft--;
  const tally = historyOf(lock)?.tallies[Noted.ACQUIRED];
  tally?.add(1);
  const stack = stackHere();
  tally?.note(now(), stack);
  noteOrder(lock[AT], stack, isForever);
  noteUser(lock[AT]);
  if (locksLeft === 0) endLockNotes();
}

/** For a lock that another process keeps: the place where it is about to be acquired, if that is one of those to be noted. */
export function siteToNote(): CallSite | undefined {
  if (locksLeft === 0) return undefined;
  locksLeft--;
  if (locksLeft === 0) endLockNotes();
  return callSite();
}

function endLockNotes(): void {
  endOrders();
  endPrivateLocks();
  for (const { at, tallies } of used.values()) if (isLock(at)) tallies[Noted.ACQUIRED]?.endNotes();
  if (!isTraced()) words[slot + Slot.NOTES] = 0;
}

function isTraced(): boolean {
  return ((words[Control.TRACE] as number) & ~PROBE) !== 0;
}

function isLock(at: ObjectAddress): boolean {
  return words[at] === Kind.Lock || words[at] === Kind.RLock;
}

/** The calling thread has done to the object what the first position stands for. */
export function noteFirst(object: SharedObject): void {
  if (object[UNNOTED_FIRST] > 0) object[UNNOTED_FIRST]--;
  else noteNow(object, 0);
}

/** As `noteFirst`, for the second position. */
export function noteSecond(object: SharedObject): void {
  if (object[UNNOTED_SECOND] > 0) object[UNNOTED_SECOND]--;
  else noteNow(object, 1);
}

/** As `noteFirst`, for the third position. */
export function noteThird(object: SharedObject): void {
  if (object[UNNOTED_THIRD] > 0) object[UNNOTED_THIRD]--;
  else noteNow(object, 2);
}

/** The last operation stood for several: so many more. */
export function noteMore(object: SharedObject, op: number, times: number): void {
  used.get(object[AT])?.tallies[op]?.add(times);
}

/** As `noteFirst`, for a notification; `woke` is the ident of the first thread that it wakes, 0 for none. */
export function noteNotification(object: SharedObject, woke: number): void {
  if (object[UNNOTED_FIRST] > 0) {
    object[UNNOTED_FIRST]--;
    return;
  }
  noteNow(object, Noted.NOTIFIED);
  const tally = used.get(object[AT])?.tallies[Noted.NOTIFIED];
  if (tally !== undefined) tally.woke = woke;
}

function noteNow(object: SharedObject, op: number): void {
  const tally = historyOf(object)?.tallies[op];
  if (tally === undefined) {
    setNoted(object, op, false);
    if (silent.length < MOST_SILENT) silent.push([object, op]);
  } else if (tally.count(object)) {
    tally.note(now(), stackHere());
  }
}

/** The object's history in the calling thread: several handles of an object share it. */
function historyOf(object: SharedObject): ObjectHistory | undefined {
  const at = object[AT];
  const known = used.get(at);
  if (known !== undefined) return known;
  const ops = notedOps[words[at] as number];
  if (!isKept || ops === undefined || used.size >= MOST_OBJECTS) return undefined;
  const history = new ObjectHistory(at, ops);
  used.set(at, history);
  return history;
}

/** What the calling thread has done, for a diagnosis; undefined if no history is kept. */
export function reportHistory(): PastOperation[] | undefined {
  if (!isKept) return undefined;
  return operations(
    () => true,
    () => true,
  );
}

/**
 * The same when the thread ends: of locks only those that it still holds, and places only of what it has not given back, for
 * each takes time.
 */
export function finalHistory(): PastOperation[] {
  const me = words[slot + Slot.IDENT];
  return operations(
    ({ at }) => !isLock(at) || holderOf(at) === me,
    ({ at, tallies: [taken, given] }) => isLock(at) || (taken?.op === 'acquired' && taken.times > (given?.times ?? 0)),
  );
}

function operations(
  isTold: (history: ObjectHistory) => boolean,
  hasPlace: (history: ObjectHistory) => boolean,
): PastOperation[] {
  return [...used.values()].filter(isTold).flatMap((history) =>
    history.tallies
      .filter(({ times }) => times > 0)
      .map(({ op, times, when, stack, woke, isLatest }) => ({
        object: history.at,
        op,
        times,
        when: toMicroseconds(when),
        at: hasPlace(history) ? userFrame(stack?.stack) : null,
        isLatest,
        ...(op === 'notified' && isLatest && { woke }),
      })),
  );
}

/** Addresses of the locks that the calling thread holds, of those that are noted. */
export function heldLocks(): ObjectAddress[] {
  const me = words[slot + Slot.IDENT];
  return [...used.keys()].filter((at) => holderOf(at) === me);
}
