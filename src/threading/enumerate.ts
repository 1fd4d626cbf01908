/** The threads that are alive: Python's module functions. */
import { identity, threadName } from '../runtime/kernel/identity.js';
import { self } from '../runtime/kernel/self.js';
import { stepThreads } from '../runtime/kernel/step.js';
import { slot, words } from '../runtime/memory/arena.js';
import { Access } from '../runtime/memory/control-block.js';
import { Slot } from '../runtime/memory/map.js';
import { aliveThreads, type StartedThread, startedMain } from '../runtime/threads/threads.js';
import { currentThread } from './current-thread.js';
import { type Thread, threadFor } from './thread.js';
import { knownFor, remember } from './thread-objects.js';

/**
 * The threads that are alive, the caller and daemons included, in the order of their start. Throws RuntimeError outside
 * a run. Python: `threading.enumerate()`.
 */
export function enumerate(): Thread[] {
  self();
  stepThreads('look', Access.READ);
  return aliveThreads().map(objectFor);
}

/** How many threads are alive. Throws RuntimeError outside a run. Python: `threading.active_count()`. */
export function activeCount(): number {
  self();
  stepThreads('look', Access.READ);
  return aliveThreads().length;
}

/** The thread that runs `main`. Throws RuntimeError outside a run. Python: `threading.main_thread()`. */
export function mainThread(): Thread {
  self();
  // It waits for all others but the daemons; they may find it ended, but still there.
  return objectFor(startedMain() as StartedThread);
}

/** The calling thread's ident. Throws RuntimeError outside a run. Python: `threading.get_ident()`. */
export function getIdent(): number {
  return identity().ident;
}

/**
 * The operating system's id of the calling thread. Throws RuntimeError outside a run. Python:
 * `threading.get_native_id()`.
 */
export function getNativeId(): number {
  self();
  return words[slot + Slot.NATIVE_ID] as number;
}

function objectFor(started: StartedThread): Thread {
  if (started.ident === identity().ident) return currentThread();
  const known = knownFor(started) as Thread | undefined;
  if (known) return known;
  const thread = threadFor(started, threadName(started.slot), words[started.slot + Slot.DAEMON] === 1);
  remember(started, thread);
  return thread;
}
