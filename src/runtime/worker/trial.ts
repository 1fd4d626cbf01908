/** One MainThread, many runs of `main`: each begins with the memory that the first one began with. */
import { RuntimeError } from '../errors.js';
import { hooks } from '../kernel/hooks.js';
import { mainIdent } from '../kernel/identity.js';
import { setUnwinding, unwindSleepers } from '../kernel/unwind.js';
import { waitUncounted } from '../kernel/wake.js';
import { slot, words } from '../memory/arena.js';
import { add, load, store } from '../memory/atomics.js';
import { Control, Slot } from '../memory/map.js';
import { resetTrialWords } from '../memory/scopes.js';
import { hasNewModules, reset, type Snapshot, takeSnapshot } from '../memory/snapshot.js';
import { sendToHost } from '../threads/port.js';
import { busySlots } from '../threads/slots.js';
import { leaveStartLine } from '../threads/start-line.js';
import { aliveThreads } from '../threads/threads.js';

/** What the calling MainThread returns to after each trial. */
export interface TrialStart {
  readonly snapshot: Snapshot;
  /** MainThread's own name, which is in the snapshot. */
  readonly name: number;
}

/** To be called once the demo's modules are loaded, and before its first trial. */
export function markTrialStart(): TrialStart {
  return { snapshot: takeSnapshot(), name: words[slot + Slot.NAME] as number };
}

/**
 * Called after a trial that hung, or whose threads are over except daemons: ends the threads that are left, and restores the
 * memory.
 */
export function resetTrial({ snapshot, name }: TrialStart): void {
  leaveStartLine();
  if (aliveThreads().length > 1) endOthers();
  awaitRetired();
  setUnwinding(false);
  if (hasNewModules(snapshot)) {
    throw new RuntimeError(
      'a module with shared objects was first loaded in the middle of a trial: import it in the demo',
    );
  }
  if (load(Control.OTHERS) === 1) {
    throw new RuntimeError(
      'what processes have in common is not put back: trials and exploring repeat what threads do',
    );
  }
  reset(snapshot);
  words[slot + Slot.NAME] = name;
  words[slot + Slot.IDENT] = mainIdent();
  // A thread on its way out may have notified this one after it had left that wait.
  words[slot + Slot.PARKER] = 0;
  // To anything kept from the last trial, MainThread is now another thread. In this order it never looks over in between.
  add(slot + Slot.SERVED, 1);
  add(slot + Slot.GENERATION, 1);
  add(slot + Slot.DONE, 1);
  words[Control.RUN] = (words[Control.RUN] as number) + 1;
  resetTrialWords();
  words[Control.STARTED] = mainIdent();
}

/** For a trial in which no thread can continue: lets the host diagnose it. Returns once that is done. */
export function requestDiagnosis(about: unknown): void {
  store(slot + Slot.REPLY, 0);
  sendToHost({ is: 'diagnose', about });
  hooks.report?.();
  while (load(slot + Slot.REPLY) === 0) waitUncounted(slot + Slot.REPLY, 0, 100);
}

/**
 * How long other threads have to leave, in real milliseconds: one that catches what unwinds it, or computes, may never leave.
 */
const UNWINDING_MS = 100;

/** Unwinds all other threads, so that their workers live on and stay warm. Threads that do not leave lose their worker. */
function endOthers(): void {
  setUnwinding(true);
  const giveUp = performance.now() + UNWINDING_MS;
  while (aliveThreads().length > 1) {
    if (performance.now() > giveUp) {
      endDaemons();
      return;
    }
    unwindSleepers();
    waitUncounted(slot + Slot.REPLY, load(slot + Slot.REPLY), 0.2);
  }
}

/** Only the host can end a thread, and only it knows when those that daemons have started meanwhile have ended, too. */
function endDaemons(): void {
  const answer = slot + Slot.REPLY;
  store(answer, 0);
  sendToHost({ is: 'end-daemons' });
  while (load(answer) === 0) waitUncounted(answer, 0, 100);
}

/**
 * Once its thread's end is counted, a worker touches nothing any more that is reset: only its own slot and the running count.
 */
function awaitRetired(): void {
  // Not on DONE: a thread that is woken there is counted as running, and one in an uncounted wait was never taken off that
  // count.
  while (busySlots().length > 1) waitUncounted(slot + Slot.REPLY, load(slot + Slot.REPLY), 1);
}
