/** Threads, known by slot and generation: their end, join, and which are alive. */
import { mainIdent } from '../kernel/identity.js';
import { afterSeen, beforeShown } from '../kernel/order.js';
import { glance } from '../kernel/polling.js';
import { wait } from '../kernel/sleep.js';
import { spinWhile } from '../kernel/spin.js';
import { announceWhen, controllerOf } from '../kernel/step.js';
import { reasonNumber } from '../kernel/wait-reason.js';
import { wake } from '../kernel/wake.js';
import type { SlotAddress, WaitObject } from '../memory/address.js';
import { slot, slotsUsed, words } from '../memory/arena.js';
import { load, store } from '../memory/atomics.js';
import { isControlled, Test } from '../memory/control-block.js';
import { Control, Slot, slotAt } from '../memory/map.js';
import { noteJoin } from './sequence.js';
import { leaveStartLine } from './start-line.js';

/** A thread that was started: its slot, the slot's generation, and its ident. */
export interface StartedThread {
  readonly slot: SlotAddress;
  readonly generation: number;
  readonly ident: number;
}

/** The thread that runs, or has run, `main`. */
export function startedMain(): StartedThread | undefined {
  const ident = mainIdent();
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (words[at + Slot.IDENT] === ident) return { slot: at, generation: load(at + Slot.GENERATION), ident };
  }
  return undefined;
}

/** True from a thread's start to its end. MainThread ends with `main`, although it then waits for the others. */
export function isAlive(thread: StartedThread): boolean {
  const done = load(thread.slot + Slot.DONE);
  const isOver = done >= thread.generation || (isMain(thread) && load(Control.MAIN_OVER) === 1);
  // The negative sign distinguishes a thread from an object.
  glance(-thread.slot as WaitObject, isOver ? 1 : 0);
  return !isOver;
}

function isMain({ ident }: StartedThread): boolean {
  return ident === mainIdent();
}

/** `main` has returned: threads that join MainThread go on, for MainThread may now wait for them. */
export function endMainCode(): void {
  controllerOf()?.noteEnd();
  beforeShown();
  store(Control.MAIN_OVER, 1);
  wake(Control.MAIN_OVER);
}

/** Microseconds for which a joiner spins, in case the thread is about to end. */
const JOINING_AWAKE = 30;

/** Waits until a thread is over, or until the deadline (program seconds). Returns true if the thread is over. */
export function join(thread: StartedThread, deadline: number): boolean {
  try {
    return awaitEnd(thread, deadline);
  } finally {
    afterSeen();
  }
}

function awaitEnd(thread: StartedThread, deadline: number): boolean {
  leaveStartLine();
  const isOfMain = isMain(thread);
  const done = isOfMain ? Control.MAIN_OVER : thread.slot + Slot.DONE;
  if (isControlled) {
    const isOver = [Test.AT_LEAST, done, isOfMain ? 1 : thread.generation] as const;
    announceWhen('join', -thread.ident, deadline !== Infinity, JOIN, isOver);
  }
  for (;;) {
    const ended = load(done);
    if (isOfMain ? !isAlive(thread) : ended >= thread.generation) {
      noteJoin(thread.ident);
      return true;
    }
    if (deadline === Infinity && spinWhile(done, ended, JOINING_AWAKE)) continue;
    // In WAIT_OBJECT the negative sign distinguishes a thread from an object.
    if (!wait(done, ended, deadline, JOIN, -thread.slot as WaitObject)) return false;
  }
}

/** Returns the threads that are not over, in the order of their starts. */
export function aliveThreads(): StartedThread[] {
  const alive: StartedThread[] = [];
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const generation = load(at + Slot.GENERATION);
    // A check of a target is no thread, and has no ident.
    if (words[at + Slot.IDENT] !== 0 && load(at + Slot.DONE) < generation)
      alive.push({ slot: at, generation, ident: words[at + Slot.IDENT] as number });
  }
  afterSeen();
  return alive.sort((a, b) => a.ident - b.ident);
}

/** Waits for all threads but the caller and the daemons, as Python does at the end of `main`. */
export function joinOthers(): void {
  for (;;) {
    const other = aliveThreads().find((thread) => thread.slot !== slot && words[thread.slot + Slot.DAEMON] === 0);
    if (other === undefined) return;
    join(other, Infinity);
  }
}

const JOIN = reasonNumber('Thread.join');
