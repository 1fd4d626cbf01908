/** Who the calling thread is. A worker is one thread after another, so this is set at the start of each job. */
import { isHost, slot, words } from '../memory/arena.js';
import { add } from '../memory/atomics.js';
import { enter, leave } from '../memory/guard.js';
import { freeBlock, readText, storeText } from '../memory/heap.js';
import { Control, Slot } from '../memory/map.js';
import { self } from './self.js';

export interface Identity {
  readonly name: string;
  readonly ident: number;
  readonly process: string;
}

/** Ident of the first thread of a run. Threads of other processes have idents from ranges of their own. */
export const MAIN_IDENT = 1;

/** Ident of the MainThread of this process. */
export function mainIdent(): number {
  return words[Control.FIRST_IDENT] as number;
}

/** Who this process is among those of its program. */
export interface ProcessFacts {
  /** The first process has 0; no other has the same. */
  readonly number: number;
  readonly name: string;
  /** How it comes from the first process: the third child of its second child is [2, 3]. */
  readonly path: readonly number[];
  readonly daemon: boolean;
  readonly parent?: { readonly name: string; readonly pid: number };
}

const FIRST_PROCESS: ProcessFacts = { number: 0, name: 'MainProcess', path: [], daemon: false };

/** The process that all threads of this arena live in. */
export function processFacts(): ProcessFacts {
  const block = words[Control.PROCESS] as number;
  return block === 0 ? FIRST_PROCESS : JSON.parse(readText(block));
}

/** Its name. */
export function processName(): string {
  return processFacts().name;
}

/** Idents that a process has for its threads, the first being MainThread's. */
const IDENTS = 2 ** 20;
const MOST_PROCESSES = 2 ** 11;

export function firstIdentOf(process: number): number {
  return (process % MOST_PROCESSES) * IDENTS + MAIN_IDENT;
}

/** True if the threads with these idents live in the same process. */
export function areOfOneProcess(one: number, other: number): boolean {
  return Math.trunc(one / IDENTS) === Math.trunc(other / IDENTS);
}

/** True in a thread of a program, false in the host. */
export function isInProgram(): boolean {
  return !isHost;
}

let known: (Identity & NameRead) | undefined;

/** The calling thread's name and ident. Its name is read anew when somebody has changed it. */
export function identity(): Identity {
  self();
  // By generation: idents begin anew with each run, and the worker lives on.
  const isKnown = known?.generation === words[slot + Slot.GENERATION] && known?.renames === words[slot + Slot.RENAMES];
  if (!known || !isKnown) {
    known = { ...readName(slot), ident: words[slot + Slot.IDENT] as number, process: processName() };
  }
  return known;
}

/**
 * A number that the calling thread has for as long as it lives, and no other of the same worker, in this run or another: for
 * what a worker keeps for its thread. (What `identity` returns is made anew after a rename, and is no key.)
 */
export function threadKey(): number {
  self();
  return words[slot + Slot.GENERATION] as number;
}

/** Name of the thread in a slot. */
export function threadName(at: number): string {
  return readName(at).name;
}

/** The name that a thread has, or had last; undefined once its slot has been given to another. */
export function nameOfThread({ slot: at, generation }: SlotUse): string | undefined {
  const found = readName(at);
  return found.generation === generation ? found.name : undefined;
}

/** Gives a thread another name, unless its slot is another's by now. */
export function renameThread({ slot: at, generation }: SlotUse, name: string): void {
  let unused = storeText(name);
  enter(Control.SLOTS);
  if (words[at + Slot.GENERATION] === generation) {
    const old = words[at + Slot.NAME] as number;
    words[at + Slot.NAME] = unused;
    words[at + Slot.RENAMES] = (words[at + Slot.RENAMES] as number) + 1;
    unused = old;
  }
  leave(Control.SLOTS);
  // Names are read under the guard, so nobody reads it any more.
  if (unused !== 0) freeBlock(unused);
}

/** For who holds the guard of the slots: gives one to its next thread, with that one's name; answers the old name's block. */
export function nameSlot(at: number, block: number): number {
  const old = words[at + Slot.NAME] as number;
  words[at + Slot.NAME] = block;
  words[at + Slot.IDENT] = 0;
  add(at + Slot.GENERATION, 1);
  return old;
}

interface SlotUse {
  readonly slot: number;
  readonly generation: number;
}

interface NameRead {
  readonly name: string;
  readonly renames: number;
  readonly generation: number;
}

function readName(at: number): NameRead {
  enter(Control.SLOTS);
  try {
    const block = words[at + Slot.NAME] as number;
    return {
      name: block === 0 ? '?' : readText(block),
      renames: words[at + Slot.RENAMES] as number,
      generation: words[at + Slot.GENERATION] as number,
    };
  } finally {
    leave(Control.SLOTS);
  }
}
