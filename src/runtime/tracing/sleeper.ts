/** Facts about a thread that sleeps or polls, which travel between processes. */
import type { ThreadRef } from '../../events/thread-label.js';
import { processName, threadName } from '../kernel/identity.js';
import { reasonName, type WaitReason } from '../kernel/wait-reason.js';
import type { SlotAddress, WaitObject } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { Slot } from '../memory/map.js';
import { describe, holderOf } from '../objects/shared-object.js';
import type { StartedThread } from '../threads/threads.js';
import { describeHere, holderAt } from './holders.js';

/** A thread that sleeps, for a diagnosis of all processes. */
export interface Sleeper {
  readonly process: string;
  readonly thread: string;
  readonly ident: number;
  readonly call: string;
  /**
   * A thread, or the name of another object. Null also for a lock without a name that processes have in common: only the first
   * process can tell its repr.
   */
  readonly object: ThreadRef | string | null;
  /** A thread, or a description of a holder that is not one. */
  readonly heldBy: ThreadRef | string | null;
  readonly at: string | null;
  /** Ident of the thread that it waits for; 0 if it waits for no thread in particular. */
  readonly holder: number;
}

/** What the threads in these slots wait for, and where. */
export function describeSleepers(
  sleepers: readonly StartedThread[],
  places: ReadonlyMap<SlotAddress, string | null>,
): Sleeper[] {
  const process = processName();
  return sleepers.map(({ slot, ident }) => {
    const target = words[slot + Slot.WAIT_OBJECT] as WaitObject;
    return {
      thread: threadName(slot),
      ident,
      process,
      call: reasonName(words[slot + Slot.WAIT_REASON] as number),
      // The sign tells threads from objects.
      object: target < 0 ? { thread: threadName(-target as SlotAddress), process } : describeHere(target),
      heldBy: target < 0 ? { thread: threadName(-target as SlotAddress), process } : holderAt(target),
      at: places.get(slot) ?? null,
      holder: target < 0 ? (words[-target + Slot.IDENT] as number) : holderOf(target),
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
      holder: 0,
    };
  });
}

const POLLING: WaitReason = 'a polling loop';
