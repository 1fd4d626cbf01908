/** Chains of items, which are added at the end and taken from either end: doubly linked segments of item slots. Not locked. */
import type { BlockAddress } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { blockWords, freeBlock, reserveBlock } from '../memory/heap.js';
import { ITEM_WORDS, type Packed, readItem, writeItem } from './items.js';

/**
 * Words of a chain: its first and last segment, the next item to read in the first, the next to write in the last, the number
 * of items.
 */
const FIRST = 0;
const LAST = 1;
const HEAD = 2;
const TAIL = 3;
const COUNT = 4;

/** Words of a segment: its neighbours, then the items. */
const NEXT = 0;
const PREVIOUS = 1;
const SLOTS = 4;
const SEGMENT_ITEMS = 252;
const SEGMENT_BYTES = (SLOTS + SEGMENT_ITEMS * ITEM_WORDS) * 4;

/** Adds an item at the end. Throws MemoryError if there is no room, and then has changed nothing. */
export function append(chain: number, item: Packed): void {
  if (words[chain + LAST] === 0 || words[chain + TAIL] === SEGMENT_ITEMS) addSegment(chain);
  const tail = words[chain + TAIL] as number;
  writeItem(slotIn(words[chain + LAST] as BlockAddress, tail), item);
  words[chain + TAIL] = tail + 1;
  words[chain + COUNT] = (words[chain + COUNT] as number) + 1;
}

/** Removes and returns the first item. There must be one. */
export function takeFirst(chain: number): Packed {
  const segment = words[chain + FIRST] as BlockAddress;
  const head = words[chain + HEAD] as number;
  const item = readItem(slotIn(segment, head));
  words[chain + HEAD] = head + 1;
  words[chain + COUNT] = (words[chain + COUNT] as number) - 1;
  if (words[chain + COUNT] === 0) rewind(chain);
  else if (head + 1 === SEGMENT_ITEMS) {
    const next = words[blockWords(segment) + NEXT] as BlockAddress;
    words[chain + FIRST] = next;
    words[chain + HEAD] = 0;
    words[blockWords(next) + PREVIOUS] = 0;
    freeBlock(segment);
  }
  return item;
}

/** Removes and returns the last item. There must be one. */
export function takeLast(chain: number): Packed {
  const segment = words[chain + LAST] as BlockAddress;
  const tail = (words[chain + TAIL] as number) - 1;
  const item = readItem(slotIn(segment, tail));
  words[chain + TAIL] = tail;
  words[chain + COUNT] = (words[chain + COUNT] as number) - 1;
  if (words[chain + COUNT] === 0) rewind(chain);
  else if (tail === 0) {
    const previous = words[blockWords(segment) + PREVIOUS] as BlockAddress;
    words[chain + LAST] = previous;
    words[chain + TAIL] = SEGMENT_ITEMS;
    words[blockWords(previous) + NEXT] = 0;
    freeBlock(segment);
  }
  return item;
}

/** The chain is empty: keeps its one segment, to be filled from the start. */
function rewind(chain: number): void {
  words[chain + HEAD] = 0;
  words[chain + TAIL] = 0;
}

function addSegment(chain: number): void {
  const segment = reserveBlock(SEGMENT_BYTES);
  const last = words[chain + LAST] as BlockAddress | 0;
  words[blockWords(segment) + NEXT] = 0;
  words[blockWords(segment) + PREVIOUS] = last;
  if (last === 0) {
    words[chain + FIRST] = segment;
    words[chain + HEAD] = 0;
  } else words[blockWords(last) + NEXT] = segment;
  words[chain + LAST] = segment;
  words[chain + TAIL] = 0;
}

function slotIn(segment: BlockAddress, index: number): number {
  return blockWords(segment) + SLOTS + index * ITEM_WORDS;
}
