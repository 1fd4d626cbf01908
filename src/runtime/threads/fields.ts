/**
 * Brings changes that a Thread subclass's `run` makes to its fields back to the starter's object. They travel in a block of
 * their own: the slot may belong to another thread before the starter looks.
 */
import { Buffer } from 'node:buffer';
import type { BlockAddress } from '../memory/address.js';
import { load, store } from '../memory/atomics.js';
import { blockWords, freeBlock, reserveBlock } from '../memory/heap.js';
import { decode, encode } from '../objects/codec.js';
import { ITEM_WORDS, pack, readItem, unpack, writeItem } from '../objects/items.js';
import { handleOf } from '../objects/shared-object.js';

type Fields = Record<string, unknown>;

/** The changes, as they are written to the block. */
interface Changes {
  /** Fields that were set or changed, each encoded separately. */
  readonly set: readonly (readonly [name: string, content: Uint8Array])[];
  readonly deleted: readonly string[];
  /** Fields whose value cannot leave its thread, and why. */
  readonly refused: readonly (readonly [name: string, why: string])[];
}

/** The block holds an item, and a word that is 1 once the item is there. */
const IS_THERE = ITEM_WORDS;

/** For the starter: takes a block for the changes of one thread. Throws MemoryError. */
export function reserveFields(): BlockAddress {
  const block = reserveBlock((ITEM_WORDS + 1) * 4);
  store(blockWords(block) + IS_THERE, 0);
  return block;
}

/** For the thread, before it runs: returns a function that writes the changes to the block, or throws MemoryError. */
export function watchFields(block: BlockAddress, object: object): () => void {
  const before = new Map(Object.entries(object).map(([name, value]) => [name, contentOf(value)]));
  return () => {
    const changes = changesSince(before, object as Fields);
    if (changes.set.length + changes.deleted.length + changes.refused.length === 0) return;
    const at = blockWords(block);
    writeItem(at, pack(changes));
    // A thread that is killed before this store has changed nothing. DONE is counted after it: a thread that sees this
    // thread's end also sees this store, and all that was written before.
    store(at + IS_THERE, 1);
  };
}

/** For the starter, once the thread is over: makes the changes in its object, and frees the block. */
export function takeFields(block: BlockAddress, object: object): void {
  const at = blockWords(block);
  if (load(at + IS_THERE) === 1) apply(unpack(readItem(at)) as Changes, object);
  freeBlock(block);
}

function changesSince(before: ReadonlyMap<string, unknown>, object: Fields): Changes {
  const set: [string, Uint8Array][] = [];
  const refused: [string, string][] = [];
  for (const [name, value] of Object.entries(object)) {
    try {
      if (before.has(name) && isSame(before.get(name), contentOf(value))) continue;
      set.push([name, encode(value, `the field ${name}, as run() left it,`)]);
    } catch (error) {
      refused.push([name, (error as Error).message]);
    }
  }
  return { set, refused, deleted: [...before.keys()].filter((name) => !Object.hasOwn(object, name)) };
}

/** The form in which a value is compared: an ordinary object by its content, which may change; a shared object by itself. */
function contentOf(value: unknown): unknown {
  return typeof value !== 'object' || value === null || handleOf(value) ? value : encode(value);
}

function isSame(before: unknown, after: unknown): boolean {
  if (before instanceof Uint8Array && after instanceof Uint8Array) return Buffer.compare(before, after) === 0;
  return Object.is(before, after);
}

/** Defines own fields, bypassing setters of the class: the thread has called these already. */
function apply({ set, deleted, refused }: Changes, object: object): void {
  for (const [name, content] of set) define(object, name, decode(content));
  for (const name of deleted) Reflect.deleteProperty(object, name);
  for (const [name, why] of refused) {
    Reflect.defineProperty(object, name, {
      configurable: true,
      enumerable: false,
      get: () => {
        throw new TypeError(why);
      },
      set: (value) => define(object, name, value),
    });
  }
}

function define(object: object, name: string, value: unknown): void {
  Reflect.defineProperty(object, name, { configurable: true, enumerable: true, writable: true, value });
}
