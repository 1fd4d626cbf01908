/** Deadlocks of some of this process's threads, whatever the others do: how the slots show them. */
import { sleepsSoundly } from '../kernel/sleepers.js';
import type { SlotAddress, WaitObject } from '../memory/address.js';
import { doubles, words } from '../memory/arena.js';
import { load } from '../memory/atomics.js';
import { Slot, State } from '../memory/map.js';
import { holderOf } from '../objects/shared-object.js';
import { aliveThreads, type StartedThread } from '../threads/threads.js';

/** A sleep without a deadline, for what one thread has to do. */
interface EndlessWait {
  readonly thread: StartedThread;
  /** The number of the sleep. */
  readonly sleep: number;
  readonly target: WaitObject;
  /** Ident of the thread that holds the target, or is it. */
  readonly holder: number;
}

export interface Deadlock {
  /** Each of these threads waits for what the next one holds, or for its end. A thread may also wait for itself. */
  readonly cycle: readonly EndlessWait[];
  /** The threads of the cycle, and those that wait for one of them, directly or not; in the order of their starts. */
  readonly waiting: readonly StartedThread[];
  /** Equal for the same threads that wait for the same objects. */
  readonly key: string;
  /** Equal for the same deadlock in the same sleeps. */
  readonly sleeps: string;
}

/**
 * All cycles of threads that wait for each other without a deadline. At one moment of the call each of them slept, and the next
 * one held what it slept for; no thread of the cycle can change that, but any thread may release a Lock.
 */
export function findDeadlocks(): Deadlock[] {
  const waits = new Map<number, EndlessWait>();
  for (const thread of aliveThreads()) {
    const wait = waitOf(thread);
    if (wait) waits.set(thread.ident, wait);
  }
  return cyclesOf(waits)
    .filter((cycle) => cycle.every(isUnchanged))
    .map((cycle) => ({
      cycle,
      waiting: [...waits.values()].filter((wait) => leadsTo(cycle, wait, waits)).map(({ thread }) => thread),
      key: textOf(cycle, ({ thread, target }) => `${thread.ident}>${target}`),
      sleeps: textOf(cycle, ({ thread, target, sleep }) => `${thread.ident}>${target}#${sleep}`),
    }));
}

/** True if a lock of the cycle has passed to another thread, or is free: the deadlock is over, even if it is soon back. */
export function isBroken({ cycle }: Deadlock): boolean {
  return cycle.some(({ target, holder }) => holderOfTarget(target) !== holder);
}

function waitOf(thread: StartedThread): EndlessWait | undefined {
  const { slot } = thread;
  const sleep = load(slot + Slot.SLEEPS);
  if (!sleepsSoundlyForEver(slot)) return undefined;
  const target = words[slot + Slot.WAIT_OBJECT] as WaitObject;
  const holder = holderOfTarget(target);
  return holder === 0 ? undefined : { thread, sleep, target, holder };
}

/** True if the thread still is in that sleep, and its target has the same holder. */
function isUnchanged({ thread: { slot }, sleep, target, holder }: EndlessWait): boolean {
  return holderOfTarget(target) === holder && sleepsSoundlyForEver(slot) && load(slot + Slot.SLEEPS) === sleep;
}

function sleepsSoundlyForEver(slot: SlotAddress): boolean {
  return (
    load(slot + Slot.STATE) === State.SLEEPING &&
    sleepsSoundly(slot) &&
    doubles[(slot + Slot.WAIT_UNTIL) >> 1] === Infinity
  );
}

/** The sign tells threads from objects. */
function holderOfTarget(target: WaitObject): number {
  return target < 0 ? (words[-target + Slot.IDENT] as number) : holderOf(target);
}

/** Each thread waits for one other, so a walk from thread to thread meets at most one cycle. */
function cyclesOf(waits: ReadonlyMap<number, EndlessWait>): EndlessWait[][] {
  const cycles: EndlessWait[][] = [];
  const visited = new Set<number>();
  for (const start of waits.keys()) {
    const path: EndlessWait[] = [];
    let ident = start;
    for (let wait = waits.get(ident); wait && !visited.has(ident); wait = waits.get(ident)) {
      visited.add(ident);
      path.push(wait);
      ident = wait.holder;
    }
    const first = path.findIndex(({ thread }) => thread.ident === ident);
    if (first !== -1) cycles.push(path.slice(first));
  }
  return cycles;
}

function leadsTo(cycle: readonly EndlessWait[], from: EndlessWait, waits: ReadonlyMap<number, EndlessWait>): boolean {
  const passed = new Set<EndlessWait>();
  for (let wait: EndlessWait | undefined = from; wait && !passed.has(wait); wait = waits.get(wait.holder)) {
    if (cycle.includes(wait)) return true;
    passed.add(wait);
  }
  return false;
}

/** The same whichever thread of the cycle comes first. */
function textOf(cycle: readonly EndlessWait[], text: (wait: EndlessWait) => string): string {
  return cycle.map(text).toSorted().join();
}
