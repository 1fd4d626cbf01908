/**
 * What the calling thread has done to each shared object: how often, and of the last time that was noted, when and where. So a
 * diagnosis can tell how a thread came to wait for something.
 *
 * **What it costs.** The first operations of a thread on an object are noted, and then those whose number is a power of two: some
 * microseconds each, for the stack is kept as it is and read only if it is asked for. All others only count down to the next one
 * that is. Trials and controlled runs keep no history.
 */
import { now } from '../kernel/clock.js';
import type { ObjectAddress } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { Control, Slot } from '../memory/map.js';
import { userFrame } from '../source/stack.js';
import { ObjectHistory, type PastOp, type Tally } from './object-history.js';
import { AT, HISTORY, holderOf, Kind, type SharedObject } from './shared-object.js';

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

/** So many operations are noted before only some are. */
const OFTEN = 24;
/** As good as for ever: then none is noted. */
const NEVER = 2 ** 30;

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
/** Stands for all histories that are not kept. */
const unkept = new ObjectHistory(0 as ObjectAddress, ['put', 'got', 'done']);
/** More objects than these have no history. */
const MOST_OBJECTS = 1000;
let isKept = false;

/** A thread begins in this worker. Handles that were used before come to `noteNow` with their next operation. */
export function beginHistory(): void {
  const toKeep = words[Control.MUTED] !== 1;
  if (!toKeep && !isKept) return;
  for (const { tallies } of [...used.values(), unkept]) for (const tally of tallies) tally.reset(0);
  used = new Map();
  isKept = toKeep;
}

/** The calling thread has done what the number stands for to the object. */
export function note(object: SharedObject, op: number): void {
  const tally = object[HISTORY]?.tallies[op];
  if (tally !== undefined && tally.left > 0) tally.left--;
  else noteNow(object, op);
}

/** As `note`, for several permits at once. */
export function noteMany(object: SharedObject, op: number, times: number): void {
  note(object, op);
  const tally = object[HISTORY]?.tallies[op];
  if (tally !== undefined) tally.more += times - 1;
}

/** As `note`, for a notification; `woke` is the ident of the first thread that it wakes, 0 for none. */
export function noteNotification(object: SharedObject, woke: number): void {
  note(object, Noted.NOTIFIED);
  const tally = object[HISTORY]?.tallies[Noted.NOTIFIED];
  if (tally !== undefined) tally.woke = woke;
}

function noteNow(object: SharedObject, op: number): void {
  const history = historyOf(object);
  object[HISTORY] = history;
  const tally = history.tallies[op] as Tally;
  if (history === unkept) {
    tally.reset(NEVER);
    return;
  }
  const times = tally.noted + tally.from + 1;
  tally.noted = times;
  // The first in a row, then the 32nd, 64th, 128th …
  tally.from = times < OFTEN ? 0 : 2 ** (Math.floor(Math.log2(times)) + 1) - times - 1;
  tally.left = tally.from;
  tally.when = now();
  tally.stack = stackHere();
}

/** The object's history in the calling thread: several handles of an object share it. */
function historyOf(object: SharedObject): ObjectHistory {
  const at = object[AT];
  const known = used.get(at);
  if (known !== undefined) return known;
  const ops = notedOps[words[at] as number];
  if (!isKept || ops === undefined || used.size >= MOST_OBJECTS) return unkept;
  const history = new ObjectHistory(at, ops);
  used.set(at, history);
  return history;
}

/** Not yet a text: to make one takes three times as long. */
function stackHere(): { readonly stack?: string } {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = NEAR;
  const error = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}

/** The frames of this package between a caller and here, and a few more: the caller may be at the bottom of a callback. */
const NEAR = 10;

/** What the calling thread has done, for a diagnosis. */
export function reportHistory(): PastOperation[] {
  return operations(() => true);
}

/**
 * The same when the thread ends: of locks only those that it still holds, and places only of what it has not given back, for
 * each takes time.
 */
export function finalHistory(): PastOperation[] {
  const me = words[slot + Slot.IDENT];
  const isLock = (at: ObjectAddress) => words[at] === Kind.Lock || words[at] === Kind.RLock;
  for (const at of used.keys()) if (isLock(at) && holderOf(at) !== me) used.delete(at);
  return operations(
    ({ at, tallies: [taken, given] }) => isLock(at) || (taken?.op === 'acquired' && taken.times > (given?.times ?? 0)),
  );
}

function operations(hasPlace: (history: ObjectHistory) => boolean): PastOperation[] {
  return [...used.values()].flatMap((history) =>
    history.tallies
      .filter(({ times }) => times > 0)
      .map(({ op, times, when, stack, woke, left, from }) => ({
        object: history.at,
        op,
        times,
        when,
        at: hasPlace(history) ? userFrame(stack?.stack) : null,
        isLatest: left === from,
        ...(op === 'notified' && { woke }),
      })),
  );
}

/** Addresses of the locks that the calling thread holds, of those that it has taken itself. */
export function heldLocks(): ObjectAddress[] {
  const me = words[slot + Slot.IDENT];
  return [...used.keys()].filter((at) => holderOf(at) === me);
}
