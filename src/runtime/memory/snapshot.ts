/** Snapshots: the state of the arena at a moment when no thread lives, restored after a run. */
import { bytes, slotsUsed, words } from './arena.js';
import { countKeyed } from './interned.js';
import { Control, HEAP_LINE, LINE, Slot, slotAt } from './map.js';
import { openGuards } from './scopes.js';

const LINE_BYTES = LINE * 4;
const HEAP = HEAP_LINE * LINE_BYTES;

export interface Snapshot {
  readonly heap: Uint8Array;
  /** The heads of the free lists. */
  readonly free: Int32Array;
  /** The number of objects that modules had made. */
  readonly modules: number;
  readonly bump: number;
  /** Other words that evaluating modules may change, such as the next number for a `Thread-N`. */
  readonly others: readonly number[];
}

const FREE_LISTS = 32;
const OTHERS = [
  Control.THREAD_NUMBER,
  Control.PROCESS_NUMBER,
  Control.COMMON_NUMBER,
  Control.COMMON,
  Control.MODULES_TABLE,
  Control.CHILDREN,
] as const;

export function takeSnapshot(): Snapshot {
  const bump = words[Control.BUMP] as number;
  return {
    bump,
    heap: bytes.slice(HEAP, bump * LINE_BYTES),
    free: words.slice(Control.FREE, Control.FREE + FREE_LISTS),
    modules: countKeyed(Control.MODULES_TABLE),
    others: OTHERS.map((word) => words[word] as number),
  };
}

/** True if modules have made shared objects since: a reset would take these away from the threads that hold them. */
export function hasNewModules(snapshot: Snapshot): boolean {
  return countKeyed(Control.MODULES_TABLE) !== snapshot.modules;
}

/** Restores the arena. Parked workers keep their slots. */
export function reset(snapshot: Snapshot): void {
  bytes.set(snapshot.heap, HEAP);
  bytes.fill(0, HEAP + snapshot.heap.byteLength, (words[Control.BUMP] as number) * LINE_BYTES);
  words.set(snapshot.free, Control.FREE);
  words[Control.BUMP] = snapshot.bump;
  words[Control.STARTED] = 0;
  for (const [i, word] of OTHERS.entries()) words[word] = snapshot.others[i] as number;
  openGuards();
  for (let n = 1; n <= slotsUsed(); n++) {
    words[slotAt(n) + Slot.NAME] = 0;
    words[slotAt(n) + Slot.IDENT] = 0;
  }
}
