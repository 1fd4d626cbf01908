/** Nobody can go on: how to see it from the slots, and how to say who waits for whom. */
import type { Diagnosis, WaitingThread } from '../events/run-event.js';
import { Control, doubles, Slot, State, words } from './arena.js';
import { callName } from './calls.js';
import { threadName } from './identity.js';
import { load, sleepsSoundly } from './kernel.js';
import { describe, holderOf } from './shared-object.js';
import { aliveThreads, type ThreadPlace } from './threads.js';

/** Which sleeps threads are in: the count of each one's, by its ident. */
export type Sleeps = ReadonlyMap<number, number>;

/**
 * The sleeps of all threads, if none of them can end by itself: each sleeps without a deadline on a word that holds what it
 * expects. Daemons count too, for a daemon that can go on may wake somebody. Undefined if anybody may go on.
 */
export function findStuck(): Sleeps | undefined {
  // Also counts who has been woken and has not yet run: then its word may look as if it had not.
  if (load(Control.RUNNING) > 0) return undefined;
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

export function areSameSleeps(one: Sleeps, other: Sleeps): boolean {
  return one.size === other.size && [...one].every(([ident, sleeps]) => other.get(ident) === sleeps);
}

/** Who waits for what, held by whom, where. */
export function diagnose(sleepers: readonly ThreadPlace[], places: ReadonlyMap<number, string | null>): Diagnosis {
  const waiting = sleepers.map(({ slot, ident }) => describeSleeper(slot, ident, places.get(slot) ?? null));
  const holders = new Map(sleepers.map(({ slot, ident }) => [ident, holderFor(slot)]));
  const names = new Map(waiting.map(({ ident, thread }) => [ident, thread]));
  const cycle = findCycle(holders)?.map((ident) => names.get(ident) as string);
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

/** Name of the thread that holds what is waited for; null for nobody. */
export function nameOfHolder(ident: number): string | null {
  if (ident === 0) return null;
  const holder = aliveThreads().find((thread) => thread.ident === ident);
  return holder ? threadName(holder.slot) : 'a thread that has ended';
}

/** Ident of the thread that a sleeper waits for; 0 if for nobody in particular. */
function holderFor(slot: number): number {
  const target = words[slot + Slot.WAIT_OBJECT] as number;
  return target < 0 ? (words[-target + Slot.IDENT] as number) : holderOf(target);
}

/** Idents of threads that wait for each other in a ring. By ident, since threads may have the same name. */
export function findCycle(holders: ReadonlyMap<number, number>): number[] | undefined {
  for (const start of holders.keys()) {
    const path: number[] = [];
    for (let ident: number | undefined = start; ident && holders.has(ident); ident = holders.get(ident)) {
      if (path.includes(ident)) return path.slice(path.indexOf(ident));
      path.push(ident);
    }
  }
  return undefined;
}
