/** Facts about a thread that sleeps or polls, which travel between processes. */
import type { WaitingThread } from '../../events/facts.js';
import type { ThreadRef } from '../../events/thread-label.js';
import { processName, threadName } from '../kernel/identity.js';
import { reasonName, type WaitReason } from '../kernel/wait-reason.js';
import type { SlotAddress, WaitObject } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { Slot } from '../memory/map.js';
import { describe, holderOf } from '../objects/shared-object.js';
import type { StartedThread } from '../threads/threads.js';
import type { Accounts } from './accounts.js';
import { type AwaitedFacts, awaitedFacts } from './awaited.js';
import { describeHere, holderAt } from './holders.js';

/** A thread that sleeps, for a diagnosis of all processes. */
export interface Sleeper
  extends Omit<WaitingThread, 'object' | 'heldBy' | 'source' | keyof AwaitedFacts>,
    AwaitedFacts {
  /**
   * A thread, or the name of another object. Null also for a lock without a name that processes have in common: only the first
   * process can tell its repr.
   */
  readonly object: ThreadRef | string | null;
  /** A thread, or a description of a holder that is not one. */
  readonly heldBy: ThreadRef | string | null;
  /** Ident of the thread that it waits for; 0 if it waits for no thread in particular. */
  readonly waitsFor: number;
}

/** What the threads in these slots wait for, and where. */
export function describeSleepers(
  sleepers: readonly StartedThread[],
  places: ReadonlyMap<SlotAddress, string | null>,
  accounts: Accounts,
): Sleeper[] {
  const process = processName();
  const targetOf = ({ slot }: StartedThread) => words[slot + Slot.WAIT_OBJECT] as WaitObject;
  return sleepers.map((sleeper): Sleeper => {
    const { slot, ident } = sleeper;
    const target = targetOf(sleeper);
    const thread = {
      thread: threadName(slot),
      ident,
      process,
      call: reasonName(words[slot + Slot.WAIT_REASON] as number),
      at: places.get(slot) ?? null,
    };
    // The sign tells threads from objects.
    if (target < 0) {
      const joined = { thread: threadName(-target as SlotAddress), process };
      return { ...thread, object: joined, heldBy: joined, waitsFor: words[-target + Slot.IDENT] as number };
    }
    const others = sleepers.filter((other) => targetOf(other) === target);
    const facts = awaitedFacts(target, others, accounts);
    const waitsFor = facts.holder?.ended ? 0 : (facts.holder?.ident ?? holderOf(target));
    return {
      ...thread,
      object: describeHere(target),
      heldBy: facts.holder?.who ?? holderAt(target),
      ...facts,
      waitsFor,
    };
  });
}

/** What the threads in these slots poll, and where. */
export function describePollers(
  pollers: readonly StartedThread[],
  places: ReadonlyMap<SlotAddress, string | null>,
): Sleeper[] {
  const process = processName();
  return pollers.map(({ slot, ident }) => {
    const target = words[slot + Slot.POLLED] as WaitObject;
    return {
      thread: threadName(slot),
      ident,
      process,
      call: POLLING,
      object: target < 0 ? threadName(-target as SlotAddress) : describe(target),
      heldBy: null,
      at: places.get(slot) ?? null,
      waitsFor: 0,
    };
  });
}

const POLLING: WaitReason = 'a polling loop';
