/** Who waits for what, and who holds it, told as events: `--trace waits`, which a program with hot loops can bear, and `--trace ops`. */
import { threadKey, threadName } from '../kernel/identity.js';
import { isMomentary, reasonName } from '../kernel/wait-reason.js';
import { waitUncounted } from '../kernel/wake.js';
import { slot, words } from '../memory/arena.js';
import { load } from '../memory/atomics.js';
import { Control, Slot } from '../memory/map.js';
import { idOf, Kind, kindName, nameOf } from '../objects/shared-object.js';
import { emit } from '../threads/emit.js';
import { nameOfHolder } from './holders.js';

/** True for what is done to a lock, unless the calling thread has done so too often for it to be told each time. */
export function isToldHold(op: string, at: number): boolean {
  if (!LOCKS.includes(words[at] as number)) return false;
  return isTold(count(op, at));
}

const LOCKS: readonly number[] = [Kind.Lock, Kind.RLock, Kind.ProcessLock, Kind.ProcessRLock];

/** The calling thread is about to sleep. Returns what to call when it goes on; undefined where the sleep is not told. */
export function aroundSleep(word: number, call: number, target: number): (() => void) | undefined {
  if (isOwnMutex(word, target) || isMomentary(call) || isRepliedAtOnce(word)) return undefined;
  const value = count('waiting', target);
  if (!isTold(value)) return undefined;
  const facts = describeTarget(target);
  // Who waits for a process waits for nobody who holds it.
  const heldBy = words[target] === Kind.Process ? null : nameOfHolder(target);
  emit({ type: 'op', op: 'waiting', ...facts, value, call: reasonName(call), heldBy });
  return () => emit({ type: 'op', op: 'resumed', ...facts });
}

/**
 * True if what another process was asked for was there: then all that the thread has waited for is a message there and back.
 * Until that is known it has not gone to sleep as far as others can tell, and it hears of their wishes a moment later.
 */
function isRepliedAtOnce(word: number): boolean {
  // On the virtual clock time passes when all are asleep, and who dozes is not.
  if (word !== slot + Slot.REPLY || words[Control.VIRTUAL] === 1) return false;
  waitUncounted(word, 0, ROUND_TRIP);
  return load(word) !== 0;
}

/** Milliseconds that suffice for it on a machine that is not busy. */
const ROUND_TRIP = 3;

/** A queue's or a semaphore's own, held for an instant: nothing that the program waits for. */
function isOwnMutex(word: number, target: number): boolean {
  const kind = words[target];
  const isOwn = word === slot + Slot.PARKER || word === slot + Slot.REPLY;
  return (
    target > 0 && !isOwn && kind !== Kind.Process && kind !== Kind.Lock && kind !== Kind.RLock && kind !== Kind.Event
  );
}

function describeTarget(target: number) {
  // Threads are told from objects by their sign; 0 is the clock.
  if (target < 0) return { object: words[-target + Slot.IDENT] as number, kind: 'Thread', name: threadName(-target) };
  if (target === 0) return { object: 0, kind: 'clock', name: null };
  return { object: idOf(target), kind: kindName(target), name: nameOf(target) };
}

/** Beyond so many times, by one thread on one object, only the 128th, 256th, 512th … is told. */
const OFTEN = 100;

function isTold(times: number): boolean {
  return times <= OFTEN || (times & (times - 1)) === 0;
}

const counts = new Map<string, number>();
let counted: number | undefined;

function count(op: string, target: number): number {
  // A worker is one thread after another.
  const me = threadKey();
  if (me !== counted) counts.clear();
  counted = me;
  const key = `${op} ${target}`;
  const times = (counts.get(key) ?? 0) + 1;
  counts.set(key, times);
  return times;
}
