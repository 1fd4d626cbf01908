/** Arrays of items, each in one block that is replaced by one of twice the size when it is full. Not locked. */
import type { BlockAddress } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { blockLength, blockWords, freeBlock, reserveBlock } from '../memory/heap.js';
import { ITEM_WORDS, type Packed, readItem, writeItem } from './items.js';

/** Words of an array: its block (0 for none yet), the number of items. */
const BLOCK = 0;
const COUNT = 1;
export const ARRAY_SIZE = 2;

const FIRST_CAPACITY = 15;

export function arrayLength(array: number): number {
  return words[array + COUNT] as number;
}

/** Returns the item at an index, which must exist. */
export function itemAt(array: number, index: number): Packed {
  return readItem(slotAt(array, index));
}

/** Replaces the item at an index. */
export function replaceItem(array: number, index: number, item: Packed): void {
  writeItem(slotAt(array, index), item);
}

/** Adds an item at the end. Throws MemoryError if there is no room, and then has changed nothing. */
export function push(array: number, item: Packed): void {
  const count = words[array + COUNT] as number;
  if (count === capacity(array)) grow(array, count);
  words[array + COUNT] = count + 1;
  replaceItem(array, count, item);
}

/**
 * Inserts an item before the one at an index, or at the end. Throws MemoryError if there is no room, and then has changed
 * nothing.
 */
export function insertAt(array: number, index: number, item: Packed): void {
  const count = words[array + COUNT] as number;
  if (count === capacity(array)) grow(array, count);
  words.copyWithin(slotAt(array, index + 1), slotAt(array, index), slotAt(array, count));
  words[array + COUNT] = count + 1;
  replaceItem(array, index, item);
}

/** Removes and returns the item at an index, which must exist; those after it move up. */
export function removeAt(array: number, index: number): Packed {
  const item = itemAt(array, index);
  const count = (words[array + COUNT] as number) - 1;
  words.copyWithin(slotAt(array, index), slotAt(array, index + 1), slotAt(array, count + 1));
  words[array + COUNT] = count;
  return item;
}

function capacity(array: number): number {
  const block = words[array + BLOCK] as BlockAddress | 0;
  return block === 0 ? 0 : Math.floor(blockLength(block) / (ITEM_WORDS * 4));
}

function grow(array: number, count: number): void {
  const old = words[array + BLOCK] as BlockAddress | 0;
  // One less than a power of two: together with the block's header, as large as an item, it fills a block exactly.
  const block = reserveBlock((count === 0 ? FIRST_CAPACITY : count * 2 + 1) * ITEM_WORDS * 4);
  if (old !== 0) {
    words.copyWithin(blockWords(block), blockWords(old), blockWords(old) + count * ITEM_WORDS);
    freeBlock(old);
  }
  words[array + BLOCK] = block;
}

function slotAt(array: number, index: number): number {
  return blockWords(words[array + BLOCK] as BlockAddress) + index * ITEM_WORDS;
}
