/** Who the calling thread is. A worker is one thread after another, so this is set at the start of each job. */
import { Control, Slot, slot, words } from './arena.js';
import { readText, storeText } from './heap.js';
import { enter, leave, self } from './kernel.js';

export interface Identity {
  readonly name: string;
  readonly ident: number;
  readonly process: string;
}

/** Name of the process that all threads of this arena live in. */
export const PROCESS_NAME = 'MainProcess';

/** Ident of the first thread of a run. */
export const MAIN_IDENT = 1;

let known: (Identity & { readonly block: number }) | undefined;

/** The calling thread's name and ident. Its name is read anew when somebody has changed it. */
export function identity(): Identity {
  self();
  const ident = words[slot + Slot.IDENT] as number;
  if (known?.ident !== ident || known.block !== words[slot + Slot.NAME]) {
    const { name, block } = readName(slot);
    known = { name, ident, process: PROCESS_NAME, block };
  }
  return known;
}

/** Name of the thread in a slot. */
export function threadName(at: number): string {
  return readName(at).name;
}

/** Gives the thread in a slot another name. */
export function renameThread(at: number, name: string): void {
  const block = storeText(name);
  enter(Control.SLOTS);
  words[at + Slot.NAME] = block;
  leave(Control.SLOTS);
}

function readName(at: number): { name: string; block: number } {
  enter(Control.SLOTS);
  try {
    const block = words[at + Slot.NAME] as number;
    return { name: block === 0 ? '?' : readText(block), block };
  } finally {
    leave(Control.SLOTS);
  }
}
