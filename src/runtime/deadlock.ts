/** Nobody can go on: how to see it from the slots, and how to say who waits for whom. */
import type { Diagnosis, WaitingThread } from '../events/run-event.js';
import { Control, doubles, Slot, State, words } from './arena.js';
import { callName } from './calls.js';
import { threadName } from './identity.js';
import { load, sleepsSoundly } from './kernel.js';
import { describe, holderOf } from './shared-object.js';
import { aliveThreads, type ThreadPlace } from './threads.js';

/** All threads asleep with nothing to wake them: which sleeps, told by their counts. */
export type Stuck = ReadonlyMap<number, number>;

/**
 * The sleeps of all threads, if none of them can end by itself: each sleeps without a deadline on a word that holds what it
 * expects. Daemons count too, for a daemon that can go on may wake somebody. Undefined if anybody may go on.
 */
export function findStuck(): Stuck | undefined {
  // Also counts who has been woken and has not yet run: then its word may look as if it had not.
  if (load(Control.RUNNING) > 0) return undefined;
  const sleeps = new Map<number, number>();
  for (const { slot, ident } of aliveThreads()) {
    if (load(slot + Slot.STATE) !== State.SLEEPING || !sleepsSoundly(slot)) return undefined;
    if ((doubles[(slot + Slot.WAIT_UNTIL) >> 1] as number) !== Infinity) return undefined;
    sleeps.set(ident, words[slot + Slot.SLEEPS] as number);
  }
  return sleeps.size > 0 ? sleeps : undefined;
}

export function areSameSleeps(one: Stuck, other: Stuck): boolean {
  return one.size === other.size && [...one].every(([ident, sleeps]) => other.get(ident) === sleeps);
}

/** Who waits for what, held by whom, where. */
export function diagnose(sleepers: readonly ThreadPlace[], places: ReadonlyMap<number, string | null>): Diagnosis {
  const waiting = sleepers.map(({ slot, ident }) => describeSleeper(slot, ident, places.get(slot) ?? null));
  const cycle = findCycle(waiting);
  return cycle ? { waiting, cycle } : { waiting };
}

function describeSleeper(slot: number, ident: number, at: string | null): WaitingThread {
  const target = words[slot + Slot.WAIT_OBJECT] as number;
  const call = callName(words[slot + Slot.WAIT_CALL] as number);
  const thread = threadName(slot);
  // Threads are told from objects by their sign.
  if (target < 0) return { thread, ident, call, object: threadName(-target), heldBy: threadName(-target), at };
  return { thread, ident, call, object: describe(target), heldBy: nameOfHolder(holderOf(target)), at };
}

function nameOfHolder(ident: number): string | null {
  if (ident === 0) return null;
  const holder = aliveThreads().find((thread) => thread.ident === ident);
  return holder ? threadName(holder.slot) : 'a thread that has ended';
}

function findCycle(waiting: readonly WaitingThread[]): string[] | undefined {
  const holders = new Map(waiting.map(({ thread, heldBy }) => [thread, heldBy]));
  for (const start of holders.keys()) {
    const path: string[] = [];
    for (let thread: string | null | undefined = start; thread; thread = holders.get(thread)) {
      if (path.includes(thread)) return path.slice(path.indexOf(thread));
      path.push(thread);
    }
  }
  return undefined;
}
