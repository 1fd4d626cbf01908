/** A hang: how the slots show that no thread can continue. */
import { running } from '../kernel/running.js';
import { sleepsSoundly } from '../kernel/sleepers.js';
import { waitUncounted } from '../kernel/wake.js';
import { doubles, slot, words } from '../memory/arena.js';
import { load } from '../memory/atomics.js';
import { Slot, State } from '../memory/map.js';
import { aliveThreads, type StartedThread } from '../threads/threads.js';

/** Which sleeps threads are in: the number of each thread's sleep, by its ident. */
export type Sleeps = ReadonlyMap<number, number>;

/**
 * The sleeps of all threads, if none of them can end by itself: each thread sleeps without a deadline on a word that holds what
 * it expects. Daemons count too, because a daemon that can continue may wake others. Undefined if any thread may continue.
 */
export function findStuck(): Sleeps | undefined {
  // The count includes threads that have been woken and have not yet run: their words may look as if they had not been woken.
  if (running() > 0) return undefined;
  const sleeps = findAsleep();
  const isForEver = ({ slot }: StartedThread) => doubles[(slot + Slot.WAIT_UNTIL) >> 1] === Infinity;
  return sleeps && sleeps.size > 0 && aliveThreads().every(isForEver) ? sleeps : undefined;
}

/** The sleeps of all threads, if all sleep, each on a word that holds what it expects. */
export function findAsleep(): Sleeps | undefined {
  const sleeps = new Map<number, number>();
  for (const { slot, ident } of aliveThreads()) {
    if (load(slot + Slot.STATE) !== State.SLEEPING || !sleepsSoundly(slot)) return undefined;
    sleeps.set(ident, words[slot + Slot.SLEEPS] as number);
  }
  return sleeps;
}

/**
 * For a thread that is told that none can continue: true if that is so. A waker counts the threads it woke only afterwards, and
 * a thread that ends leaves the running count before it wakes its joiners: hence two looks, as in the host.
 */
export function confirmHang(): boolean {
  const look = () => {
    const others = aliveThreads().filter((thread) => thread.slot !== slot);
    const isForEver = ({ slot: at }: StartedThread) =>
      load(at + Slot.STATE) === State.SLEEPING &&
      sleepsSoundly(at) &&
      doubles[(at + Slot.WAIT_UNTIL) >> 1] === Infinity;
    if (!sleepsSoundly(slot) || !others.every(isForEver)) return undefined;
    return new Map(others.map(({ slot: at, ident }) => [ident, words[at + Slot.SLEEPS] as number]));
  };
  const first = look();
  if (!first) return false;
  waitUncounted(slot + Slot.REPLY, load(slot + Slot.REPLY), CONFIRM_MS);
  const second = look();
  return second !== undefined && areSameSleeps(first, second);
}

/** Real milliseconds between the two looks. */
const CONFIRM_MS = 1;

export function areSameSleeps(one: Sleeps, other: Sleeps): boolean {
  return one.size === other.size && [...one].every(([ident, sleeps]) => other.get(ident) === sleeps);
}
