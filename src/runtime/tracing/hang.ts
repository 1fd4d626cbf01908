/** A hang: how to see from the slots that no thread can go on. */
import { running } from '../kernel/running.js';
import { sleepsSoundly } from '../kernel/sleepers.js';
import { waitUncounted } from '../kernel/wake.js';
import { doubles, slot, words } from '../memory/arena.js';
import { load } from '../memory/atomics.js';
import { Slot, State } from '../memory/map.js';
import { aliveThreads, type ThreadPlace } from '../threads/threads.js';

/** Which sleeps threads are in: the count of each one's, by its ident. */
export type Sleeps = ReadonlyMap<number, number>;

/**
 * The sleeps of all threads, if none of them can end by itself: each sleeps without a deadline on a word that holds what it
 * expects. Daemons count too, for a daemon that can go on may wake somebody. Undefined if anybody may go on.
 */
export function findStuck(): Sleeps | undefined {
  // Also counts who has been woken and has not yet run: then its word may look as if it had not.
  if (running() > 0) return undefined;
  const sleeps = findAsleep();
  const isForEver = ({ slot }: ThreadPlace) => doubles[(slot + Slot.WAIT_UNTIL) >> 1] === Infinity;
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
 * For a thread that is told that none can continue: true if that is so. A waker counts whom it woke only afterwards, and one
 * that ends is taken off the list of those that run before it wakes its joiners: so two looks, as the host's.
 */
export function confirmHang(): boolean {
  const look = () => {
    const others = aliveThreads().filter((thread) => thread.slot !== slot);
    const isForEver = ({ slot: at }: ThreadPlace) =>
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
