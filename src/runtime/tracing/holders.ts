/** Nobody can go on: how to see it from the slots, and how to say who waits for whom. */
import type { Diagnosis, WaitingThread } from '../../events/run-event.js';
import { areOfSeveral, type ThreadRef, threadLabel } from '../../events/thread-label.js';
import { processName, threadName } from '../kernel/identity.js';
import { running } from '../kernel/running.js';
import { sleepsSoundly } from '../kernel/sleepers.js';
import { reasonName, type WaitReason } from '../kernel/wait-reason.js';
import { waitUncounted } from '../kernel/wake.js';
import { doubles, Slot, State, slot, words } from '../memory/arena.js';
import { load } from '../memory/atomics.js';
import { describe, holderOf, Kind, nameOf } from '../objects/shared-object.js';
import { sourceLine } from '../source/source-line.js';
import { aliveThreads, type ThreadPlace } from '../threads/threads.js';

/** A thread that sleeps, for a diagnosis of all processes. */
export interface Sleeper {
  readonly process: string;
  readonly thread: string;
  readonly ident: number;
  readonly call: string;
  /**
   * A thread, or what something else is called. Null also for a lock without a name that processes have in common: only the
   * first process can tell its repr.
   */
  readonly object: ThreadRef | string | null;
  /** A thread, or in words what is none. */
  readonly heldBy: ThreadRef | string | null;
  readonly at: string | null;
  /** Ident of the thread that it waits for; 0 if that is nobody in particular. */
  readonly holder: number;
}

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

/** What the threads in these slots sleep for, and where. */
export function describeSleepers(
  sleepers: readonly ThreadPlace[],
  places: ReadonlyMap<number, string | null>,
): Sleeper[] {
  const process = processName();
  return sleepers.map(({ slot, ident }) => {
    const target = words[slot + Slot.WAIT_OBJECT] as number;
    return {
      thread: threadName(slot),
      ident,
      process,
      call: reasonName(words[slot + Slot.WAIT_REASON] as number),
      // Threads are told from objects by their sign.
      object: target < 0 ? { thread: threadName(-target), process } : describeHere(target),
      heldBy: target < 0 ? { thread: threadName(-target), process } : holderAt(target),
      at: places.get(slot) ?? null,
      holder: target < 0 ? (words[-target + Slot.IDENT] as number) : holderOf(target),
    };
  });
}

/** What the threads in these slots poll, and where. */
export function describePollers(
  pollers: readonly ThreadPlace[],
  places: ReadonlyMap<number, string | null>,
): Sleeper[] {
  const process = processName();
  return pollers.map(({ slot, ident }) => {
    const target = words[slot + Slot.POLLED] as number;
    return {
      thread: threadName(slot),
      ident,
      process,
      call: POLLING,
      object: target < 0 ? threadName(-target) : describe(target),
      heldBy: null,
      at: places.get(slot) ?? null,
      holder: 0,
    };
  });
}

const POLLING: WaitReason = 'a polling loop';

/** ThreadRef waits for what, held by whom, where. */
export function diagnose(sleepers: readonly Sleeper[]): Diagnosis {
  const several = areOfSeveral(sleepers);
  const named = (what: ThreadRef | string | null) =>
    what === null || typeof what === 'string' ? what : threadLabel(what, several);
  const waiting = sleepers.map(({ holder, object, heldBy, ...rest }): WaitingThread => {
    const source = rest.at === null ? null : sourceLine(rest.at);
    return { ...rest, object: named(object), heldBy: named(heldBy), source };
  });
  const cycle = findCycle(new Map(sleepers.map(({ ident, holder }) => [ident, holder])));
  if (!cycle) return { waiting };
  const names = new Map(waiting.map((each) => [each.ident, threadLabel(each, several)]));
  return { waiting, cycle: cycle.map((ident) => names.get(ident) as string) };
}

/** Name of the thread that holds the object at `target`; null for nobody. */
export function nameOfHolder(target: number): string | null {
  const holder = holderAt(target);
  return typeof holder === 'string' || holder === null ? holder : threadLabel(holder);
}

/** What a lock without a name shows is its owner, whom only the first process knows. */
function describeHere(target: number): string | null {
  const kind = words[target];
  const isCommonLock = target !== 0 && (kind === Kind.ProcessLock || kind === Kind.ProcessRLock);
  return isCommonLock ? nameOf(target) : describe(target);
}

function holderAt(target: number): ThreadRef | string | null {
  const ident = holderOf(target);
  if (ident === 0) return null;
  // One waits for a process itself, and for no thread of this one.
  if (words[target] === Kind.Process) return describe(target);
  const holder = aliveThreads().find((thread) => thread.ident === ident);
  return holder ? { thread: threadName(holder.slot), process: processName() } : 'a thread that has ended';
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
