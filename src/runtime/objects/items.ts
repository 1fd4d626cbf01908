/**
 * Items of shared containers: small values lie in a slot of four words, others in a block that the slot refers to. An item is
 * packed before its container is locked, so that an item that cannot be packed fails before anything has changed; it is
 * unpacked after the container is unlocked, from a copy of the slot.
 */
import { Buffer } from 'node:buffer';
import type { Address, BlockAddress } from '../memory/address.js';
import { doubles, memory, words } from '../memory/arena.js';
import { blockLength, blockWords, freeBlock, readBlock, reserveBlock, storeBlock } from '../memory/heap.js';
import { decode, encode } from './codec.js';
import { isPlain } from './plain-data.js';
import { fromHandle, type HandleAddress, handleOf } from './shared-object.js';

/** Words of an item's slot: a tag, the third number of a handle, and a double or two words. */
export const ITEM_WORDS = 4;
const EXTRA = 1;
const PAYLOAD = 2;

const UNDEFINED = 0;
const NULL = 1;
const FALSE = 2;
const TRUE = 3;
const NUMBER = 4;
/** A block with text: with only characters up to U+00FF, or with others; and plain data as JSON, in either encoding. */
const LATIN1 = 5;
const UTF16 = 6;
const LATIN1_JSON = 7;
const UTF16_JSON = 8;
/** A block with v8's serialisation. */
const SERIALISED = 9;
/** A shared object: the tag is this plus its kind. */
const HANDLE = 16;

/** An item outside a slot: the numbers that its slot would hold. */
export interface Packed {
  tag: number;
  extra: number;
  /** A block, or what a handle refers to; 0 for neither. */
  address: Address | 0;
  number: number;
}

const arena = Buffer.from(memory);

/**
 * Packs an item. Throws TypeError if it cannot be copied, with `what` in its message; MemoryError if there is no room for it.
 */
export function pack(item: unknown, what = 'the item'): Packed {
  switch (typeof item) {
    case 'number':
      return { tag: NUMBER, extra: 0, address: 0, number: item };
    case 'undefined':
      return { tag: UNDEFINED, extra: 0, address: 0, number: 0 };
    case 'boolean':
      return { tag: item ? TRUE : FALSE, extra: 0, address: 0, number: 0 };
    case 'string':
      return packText(item, false);
    case 'object':
      return item === null ? { tag: NULL, extra: 0, address: 0, number: 0 } : packObject(item, what);
    default:
      return { tag: SERIALISED, extra: 0, address: storeBlock(encode(item, what)), number: 0 };
  }
}

/** Returns the item that was packed, and frees its block: an item is unpacked only once. */
export function unpack(packed: Packed): unknown {
  try {
    return peek(packed);
  } finally {
    discard(packed);
  }
}

/** Returns the item, which stays packed. */
export function peek({ tag, extra, address, number }: Packed): unknown {
  switch (tag) {
    case NUMBER:
      return number;
    case UNDEFINED:
      return undefined;
    case NULL:
      return null;
    case FALSE:
      return false;
    case TRUE:
      return true;
    case LATIN1:
    case UTF16:
      return readText(tag === UTF16, address as BlockAddress);
    case LATIN1_JSON:
    case UTF16_JSON:
      return JSON.parse(readText(tag === UTF16_JSON, address as BlockAddress));
    case SERIALISED:
      return decode(readBlock(address as BlockAddress));
    default:
      return fromHandle(tag - HANDLE, address as HandleAddress, extra);
  }
}

/** Frees the block of a packed item that is no longer needed. */
export function discard({ tag, address }: Packed): void {
  if (tag >= LATIN1 && tag <= SERIALISED) freeBlock(address as BlockAddress);
}

/** Writes a packed item into the slot that begins at `word`. */
export function writeItem(word: number, { tag, extra, address, number }: Packed): void {
  words[word] = tag;
  if (tag === NUMBER) doubles[(word + PAYLOAD) >> 1] = number;
  else {
    words[word + EXTRA] = extra;
    words[word + PAYLOAD] = address;
  }
}

/** Reads the item in the slot that begins at `word`. */
export function readItem(word: number): Packed {
  const tag = words[word] as number;
  if (tag === NUMBER) return { tag, extra: 0, address: 0, number: doubles[(word + PAYLOAD) >> 1] as number };
  return { tag, extra: words[word + EXTRA] as number, address: words[word + PAYLOAD] as Address, number: 0 };
}

function packObject(item: object, what: string): Packed {
  const handle = handleOf(item);
  if (handle) return { tag: HANDLE + handle[0], extra: handle[2], address: handle[1], number: 0 };
  if (isPlain(item)) return packText(JSON.stringify(item), true);
  return { tag: SERIALISED, extra: 0, address: storeBlock(encode(item, what)), number: 0 };
}

function packText(text: string, isJson: boolean): Packed {
  const isLatin1 = !WIDE.test(text);
  const address = reserveBlock(isLatin1 ? text.length : text.length * 2);
  arena.write(text, blockWords(address) * 4, isLatin1 ? 'latin1' : 'utf16le');
  return {
    tag: isJson ? (isLatin1 ? LATIN1_JSON : UTF16_JSON) : isLatin1 ? LATIN1 : UTF16,
    extra: 0,
    address,
    number: 0,
  };
}

const WIDE = /[^\0-\xff]/;

/** Reads a text. The encoding is not UTF-8, which would lose halves of surrogate pairs. */
function readText(isWide: boolean, address: BlockAddress): string {
  const start = blockWords(address) * 4;
  return arena.toString(isWide ? 'utf16le' : 'latin1', start, start + blockLength(address));
}
