/** Waits and holders, reported as events: for `--trace waits`, which a program with hot loops can bear, and `--trace ops`. */
import { threadKey, threadName } from '../kernel/identity.js';
import { isMomentary, reasonName } from '../kernel/wait-reason.js';
import { waitUncounted } from '../kernel/wake.js';
import type { ObjectAddress, SlotAddress, WaitObject } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { load } from '../memory/atomics.js';
import { Control, Slot } from '../memory/map.js';
import { idOf, Kind, kindName, nameOf } from '../objects/shared-object.js';
import { emit } from '../threads/emit.js';
import { nameOfHolder } from './holders.js';

/** True for an operation on a lock, unless the calling thread has done it too often for each one to be reported. */
export function isReportedHold(op: string, at: ObjectAddress): boolean {
  if (!LOCKS.includes(words[at] as number)) return false;
  return isReported(count(op, at));
}

const LOCKS: readonly number[] = [Kind.Lock, Kind.RLock, Kind.ProcessLock, Kind.ProcessRLock];

/** The calling thread is about to sleep. Returns a function to call when it goes on; undefined if the sleep is not reported. */
export function aroundSleep(word: number, call: number, target: WaitObject): (() => void) | undefined {
  if (isOwnMutex(word, target) || isMomentary(call) || isRepliedAtOnce(word)) return undefined;
  const value = count('waiting', target);
  if (!isReported(value)) return undefined;
  const facts = describeTarget(target);
  // A thread that waits for a process does not wait for a holder of it.
  const heldBy = words[target] === Kind.Process ? null : nameOfHolder(target);
  emit({ type: 'op', op: 'waiting', ...facts, value, call: reasonName(call), heldBy });
  return () => emit({ type: 'op', op: 'resumed', ...facts });
}

/**
 * True if the reply of another process was ready: then the thread has only waited for a message there and back. Until that is
 * known, the thread does not look asleep to others, and their interrupts reach it a moment later.
 */
function isRepliedAtOnce(word: number): boolean {
  // Virtual time passes when all threads are asleep, and a thread in an uncounted wait is not.
  if (word !== slot + Slot.REPLY || words[Control.VIRTUAL] === 1) return false;
  waitUncounted(word, 0, ROUND_TRIP);
  return load(word) !== 0;
}

/** Milliseconds that suffice for a round trip on a machine that is not busy. */
const ROUND_TRIP = 3;

/** True for the mutex of a queue or semaphore, which is held for an instant: the program does not wait for it. */
function isOwnMutex(word: number, target: WaitObject): boolean {
  const kind = words[target];
  const isOwn = word === slot + Slot.PARKER || word === slot + Slot.REPLY;
  return (
    target > 0 && !isOwn && kind !== Kind.Process && kind !== Kind.Lock && kind !== Kind.RLock && kind !== Kind.Event
  );
}

function describeTarget(target: WaitObject) {
  // The sign tells threads from objects; 0 is the clock.
  if (target < 0)
    return { object: words[-target + Slot.IDENT] as number, kind: 'Thread', name: threadName(-target as SlotAddress) };
  if (target === 0) return { object: 0, kind: 'clock', name: null };
  return { object: idOf(target), kind: kindName(target), name: nameOf(target) };
}

/** How often one thread's operation on one object is always reported; after that, only the 128th, 256th, 512th … is. */
const OFTEN = 100;

function isReported(times: number): boolean {
  return times <= OFTEN || (times & (times - 1)) === 0;
}

const counts = new Map<string, number>();
let counted: number | undefined;

function count(op: string, target: WaitObject): number {
  // A worker runs one thread after another.
  const me = threadKey();
  if (me !== counted) counts.clear();
  counted = me;
  const key = `${op} ${target}`;
  const times = (counts.get(key) ?? 0) + 1;
  counts.set(key, times);
  return times;
}
