/** Tables in the arena, with texts as keys: the object of a key is made once, by the first thread that asks for it. */
import { Buffer } from 'node:buffer';
import type { BlockAddress, ObjectAddress } from './address.js';
import { words } from './arena.js';
import { enter, leave } from './guard.js';
import { allocate, blockWords, freeBlock, reserveBlock, textAt, writeText } from './heap.js';
import { Control } from './map.js';

/**
 * Returns what was made under the key, or calls `make` if nothing was. `table` is the control word with the table's address.
 * Throws MemoryError before it calls `make`, or what `make` throws; either way the table stays as it was.
 */
export function keyed<T extends number>(table: number, key: string, make: () => T): T {
  enter(Control.MODULES);
  try {
    const hash = hashOf(key);
    const known = search(table, key, hash);
    if (known !== undefined) return known as T;
    const at = tableWithRoom(table);
    const block = newEntry(key, hash);
    const entry = blockWords(block);
    try {
      words[entry + MADE] = make();
    } catch (error) {
      freeBlock(block);
      throw error;
    }
    words[at + COUNT] = (words[at + COUNT] as number) + 1;
    link(at, entry);
    return words[entry + MADE] as T;
  } finally {
    leave(Control.MODULES);
  }
}

/** Returns the object that was made under the key; undefined for none. */
export function findKeyed(table: number, key: string): ObjectAddress | undefined {
  enter(Control.MODULES);
  try {
    return search(table, key, hashOf(key)) as ObjectAddress | undefined;
  } finally {
    leave(Control.MODULES);
  }
}

/** Returns the number of entries in a table. */
export function countKeyed(table: number): number {
  const at = words[table] as ObjectAddress | 0;
  return at === 0 ? 0 : (words[at + COUNT] as number);
}

/**
 * A table: the number of its entries, the number of its buckets (a power of two), which of the entries' two links it uses, and
 * the buckets, each the first entry of a list.
 *
 * A thread may be killed in the middle of any change, and another thread then goes on with the table as it finds it. So an
 * entry is complete before a bucket refers to it; and a larger table uses the entries' other link, and replaces the old table
 * only when it is complete.
 */
const COUNT = 0;
const BUCKETS = 1;
const LINK = 2;
const FIRST_BUCKET = 3;

/**
 * An entry: two links to the next one, what was made (the address of an object, or a number), the key's hash, length and text.
 */
const NEXT = 0;
const MADE = 2;
const HASH = 3;
const KEY_LENGTH = 4;
const KEY = 5;

/** The number of buckets of a new table. */
const FEWEST = 32;

function search(table: number, key: string, hash: number): number | undefined {
  const at = words[table] as ObjectAddress | 0;
  if (at === 0) return undefined;
  const next = NEXT + (words[at + LINK] as number);
  for (let entry = words[bucketOf(at, hash)] as number; entry !== 0; entry = words[entry + next] as number) {
    if (words[entry + HASH] === hash && textAt(entry + KEY, words[entry + KEY_LENGTH] as number) === key) {
      return words[entry + MADE] as number;
    }
  }
  return undefined;
}

/** Returns a new block with an entry that is in no table yet. */
function newEntry(key: string, hash: number): BlockAddress {
  const block = reserveBlock(KEY * 4 + Buffer.byteLength(key));
  const entry = blockWords(block);
  words[entry + HASH] = hash;
  words[entry + KEY_LENGTH] = writeText(entry + KEY, key);
  return block;
}

function link(at: ObjectAddress, entry: number): void {
  const bucket = bucketOf(at, words[entry + HASH] as number);
  words[entry + NEXT + (words[at + LINK] as number)] = words[bucket] as number;
  words[bucket] = entry;
}

/** Returns the table; if it is full, replaces it by one twice as large. */
function tableWithRoom(table: number): ObjectAddress {
  const old = words[table] as ObjectAddress | 0;
  if (old === 0) {
    words[table] = emptyTable(FEWEST, 0);
  } else if (words[old + COUNT] === words[old + BUCKETS]) {
    const at = emptyTable(2 * (words[old + BUCKETS] as number), 1 - (words[old + LINK] as number));
    const next = NEXT + (words[old + LINK] as number);
    for (let i = 0; i < (words[old + BUCKETS] as number); i++) {
      let entry = words[old + FIRST_BUCKET + i] as number;
      for (; entry !== 0; entry = words[entry + next] as number) link(at, entry);
    }
    words[at + COUNT] = words[old + COUNT] as number;
    words[table] = at;
  }
  return words[table] as ObjectAddress;
}

function emptyTable(buckets: number, link: number): ObjectAddress {
  const at = allocate(FIRST_BUCKET + buckets);
  words[at + BUCKETS] = buckets;
  words[at + LINK] = link;
  return at;
}

function bucketOf(at: ObjectAddress, hash: number): number {
  return at + FIRST_BUCKET + (hash & ((words[at + BUCKETS] as number) - 1));
}

/** FNV-1a over the key's UTF-16 units, as a 32-bit word. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash;
}
