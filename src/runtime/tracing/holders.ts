/** The holder of an object that a thread waits for. */
import { type ThreadRef, threadLabel } from '../../events/thread-label.js';
import { processName, threadName } from '../kernel/identity.js';
import type { WaitObject } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { describe, holderOf, Kind, nameOf } from '../objects/shared-object.js';
import { aliveThreads } from '../threads/threads.js';

/** Name of the thread that holds the object at `target`; null if none does. */
export function nameOfHolder(target: WaitObject): string | null {
  const holder = holderAt(target);
  return typeof holder === 'string' || holder === null ? holder : threadLabel(holder);
}

/** A lock without a name shows its owner, which only the first process knows. */
export function describeHere(target: WaitObject): string | null {
  const kind = words[target];
  const isCommonLock = target !== 0 && (kind === Kind.ProcessLock || kind === Kind.ProcessRLock);
  return isCommonLock ? nameOf(target) : describe(target);
}

export function holderAt(target: WaitObject): ThreadRef | string | null {
  const ident = holderOf(target);
  if (ident === 0) return null;
  // The thread waits for the process itself, and for no thread of its own process.
  if (words[target] === Kind.Process) return describe(target);
  const holder = aliveThreads().find((thread) => thread.ident === ident);
  return holder ? { thread: threadName(holder.slot), process: processName() } : 'a thread that has ended';
}
