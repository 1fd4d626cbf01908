/** Threads by their slots: start, end, join, and who is alive. */
import { mainIdent } from '../kernel/identity.js';
import { glance } from '../kernel/polling.js';
import { wait } from '../kernel/sleep.js';
import { spinWhile } from '../kernel/spin.js';
import { reasonNumber } from '../kernel/wait-reason.js';
import { wake } from '../kernel/wake.js';
import { slot, slotsUsed, words } from '../memory/arena.js';
import { load, store } from '../memory/atomics.js';
import { Control, Slot, slotAt } from '../memory/map.js';
import { noteJoin } from './sequence.js';
import { leaveStartLine } from './start-line.js';

/** A thread that was started: the slot it was given, and the how-manieth of that slot it is. */
export interface ThreadPlace {
  readonly slot: number;
  readonly generation: number;
  readonly ident: number;
}

/** The thread that runs `main`, or has run it. */
export function mainPlace(): ThreadPlace | undefined {
  const ident = mainIdent();
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (words[at + Slot.IDENT] === ident) return { slot: at, generation: load(at + Slot.GENERATION), ident };
  }
  return undefined;
}

/** True from a thread's start to its end; MainThread's is that of `main`, though it then waits for the others. */
export function isAlive(place: ThreadPlace): boolean {
  const done = load(place.slot + Slot.DONE);
  const isOver = done >= place.generation || (isMain(place) && load(Control.MAIN_OVER) === 1);
  // Threads are told from objects by their sign.
  glance(-place.slot, isOver ? 1 : 0);
  return !isOver;
}

function isMain({ ident }: ThreadPlace): boolean {
  return ident === mainIdent();
}

/** `main` has returned: threads that have joined MainThread go on, and it may wait for them. */
export function endMainCode(): void {
  store(Control.MAIN_OVER, 1);
  wake(Control.MAIN_OVER);
}

/** Microseconds for which a joiner waits awake for a thread that is about to end. */
const JOINING_AWAKE = 30;

/** Waits until a thread is over, or until the deadline (program seconds). */
export function join(place: ThreadPlace, deadline: number): boolean {
  leaveStartLine();
  const isOfMain = isMain(place);
  const done = isOfMain ? Control.MAIN_OVER : place.slot + Slot.DONE;
  for (;;) {
    const ended = load(done);
    if (isOfMain ? !isAlive(place) : ended >= place.generation) {
      noteJoin(place.ident);
      return true;
    }
    if (deadline === Infinity && spinWhile(done, ended, JOINING_AWAKE)) continue;
    // Threads are told from objects in a record of what is waited for by their sign.
    if (!wait(done, ended, deadline, reasonNumber('Thread.join'), -place.slot)) return false;
  }
}

/** The threads that have been started and are not over, in the order of their start. */
export function aliveThreads(): ThreadPlace[] {
  const alive: ThreadPlace[] = [];
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const generation = load(at + Slot.GENERATION);
    // Checks of a target have no ident: they are no threads.
    if (words[at + Slot.IDENT] !== 0 && load(at + Slot.DONE) < generation)
      alive.push({ slot: at, generation, ident: words[at + Slot.IDENT] as number });
  }
  return alive.sort((a, b) => a.ident - b.ident);
}

/** Waits for all threads but the caller and the daemons, as Python does at the end of `main`. */
export function joinOthers(): void {
  for (;;) {
    const other = aliveThreads().find((place) => place.slot !== slot && words[place.slot + Slot.DAEMON] === 0);
    if (other === undefined) return;
    join(other, Infinity);
  }
}
