/** The identity of threads and of their process. A worker runs one thread after another, so it changes with each job. */
import type { BlockAddress, SlotAddress } from '../memory/address.js';
import { isHost, slot, words } from '../memory/arena.js';
import { add } from '../memory/atomics.js';
import { enter, leave } from '../memory/guard.js';
import { freeBlock, readText, storeText } from '../memory/heap.js';
import { Control, Slot } from '../memory/map.js';
import { afterSeen, beforeShown } from './order.js';
import { self } from './self.js';

export interface Identity {
  readonly name: string;
  readonly ident: number;
  readonly process: string;
}

/** Ident of the first thread of a run. Each process has its own range of idents. */
export const MAIN_IDENT = 1;

/** Ident of the MainThread of this process. */
export function mainIdent(): number {
  return words[Control.FIRST_IDENT] as number;
}

/** What identifies this process among those of its program. */
export interface ProcessFacts {
  /** 0 for the first process; unique in the program. */
  readonly number: number;
  readonly name: string;
  /** Its line of descent from the first process: the third child of the second child is [2, 3]. */
  readonly path: readonly number[];
  readonly daemon: boolean;
  readonly parent?: { readonly name: string; readonly pid: number };
}

const FIRST_PROCESS: ProcessFacts = { number: 0, name: 'MainProcess', path: [], daemon: false };

/** The facts of the process that this arena belongs to. */
export function processFacts(): ProcessFacts {
  const block = words[Control.PROCESS] as BlockAddress | 0;
  return block === 0 ? FIRST_PROCESS : JSON.parse(readText(block));
}

export function processName(): string {
  return processFacts().name;
}

/** The number of idents in a process's range; MainThread has the first. */
const IDENTS = 2 ** 20;
const MOST_PROCESSES = 2 ** 11;

export function firstIdentOf(process: number): number {
  return (process % MOST_PROCESSES) * IDENTS + MAIN_IDENT;
}

/** True if the threads with these idents belong to the same process. */
export function areOfOneProcess(one: number, other: number): boolean {
  return Math.trunc(one / IDENTS) === Math.trunc(other / IDENTS);
}

/** True in a thread of a program, false in the host. */
export function isInProgram(): boolean {
  return !isHost;
}

let known: (Identity & NameRead) | undefined;

/** The calling thread's name, ident and process. The name is read again after a rename. */
export function identity(): Identity {
  self();
  // Compares generations, not idents: idents begin anew with each run, and the worker lives on.
  const isKnown = known?.generation === words[slot + Slot.GENERATION] && known?.renames === words[slot + Slot.RENAMES];
  if (!known || !isKnown) {
    known = { ...readName(slot), ident: words[slot + Slot.IDENT] as number, process: processName() };
  }
  return known;
}

/**
 * A number that no other thread of the same worker has, in this run or another, and that stays the same for the thread's whole
 * life: the key for data that a worker keeps for its thread. (`identity` returns a new object after a rename: no key.)
 */
export function threadKey(): number {
  self();
  return words[slot + Slot.GENERATION] as number;
}

/** The name of the thread in a slot. */
export function threadName(at: SlotAddress): string {
  return readName(at).name;
}

/** A thread's name, or its last name; undefined once its slot has been given to another thread. */
export function nameOfThread({ slot: at, generation }: SlotUse): string | undefined {
  const found = readName(at);
  afterSeen();
  return found.generation === generation ? found.name : undefined;
}

/** Renames a thread, unless its slot has been given to another thread. */
export function renameThread({ slot: at, generation }: SlotUse, name: string): void {
  let unused: BlockAddress | 0 = storeText(name);
  beforeShown();
  enter(Control.SLOTS);
  if (words[at + Slot.GENERATION] === generation) {
    const old = words[at + Slot.NAME] as BlockAddress | 0;
    words[at + Slot.NAME] = unused;
    words[at + Slot.RENAMES] = (words[at + Slot.RENAMES] as number) + 1;
    unused = old;
  }
  leave(Control.SLOTS);
  // Names are read under the guard, so no thread reads this block any more.
  if (unused !== 0) freeBlock(unused);
}

/** Gives a slot to its next thread, with its name; the caller holds the guard of the slots. Returns the old name's block. */
export function nameSlot(at: SlotAddress, block: BlockAddress): BlockAddress | 0 {
  const old = words[at + Slot.NAME] as BlockAddress | 0;
  words[at + Slot.NAME] = block;
  words[at + Slot.IDENT] = 0;
  add(at + Slot.GENERATION, 1);
  return old;
}

interface SlotUse {
  readonly slot: SlotAddress;
  readonly generation: number;
}

interface NameRead {
  readonly name: string;
  readonly renames: number;
  readonly generation: number;
}

function readName(at: SlotAddress): NameRead {
  enter(Control.SLOTS);
  try {
    const block = words[at + Slot.NAME] as BlockAddress | 0;
    return {
      name: block === 0 ? '?' : readText(block),
      renames: words[at + Slot.RENAMES] as number,
      generation: words[at + Slot.GENERATION] as number,
    };
  } finally {
    leave(Control.SLOTS);
  }
}
