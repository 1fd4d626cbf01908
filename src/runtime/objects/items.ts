/**
 * Items of shared containers: small ones lie in a slot of four words as they are, the others in a block that the slot points
 * to. An item is packed before its container is locked, so what cannot be packed fails before anything has changed; and it
 * is unpacked after the container is unlocked, from a slot that has been copied out.
 */
import { Buffer } from 'node:buffer';
import { doubles, memory, words } from '../memory/arena.js';
import { blockLength, blockWords, freeBlock, readBlock, reserveBlock, storeBlock } from '../memory/heap.js';
import { decode, encode } from './codec.js';
import { isPlain } from './plain-data.js';
import { fromHandle, handleOf } from './shared-object.js';

/** Words of a slot: what it holds, a third number of a handle, and a double or two words. */
export const ITEM_WORDS = 4;
const EXTRA = 1;
const PAYLOAD = 2;

const UNDEFINED = 0;
const NULL = 1;
const FALSE = 2;
const TRUE = 3;
const NUMBER = 4;
/** A block of text: characters up to U+00FF, all others, and plain data as JSON of either. */
const LATIN1 = 5;
const UTF16 = 6;
const LATIN1_JSON = 7;
const UTF16_JSON = 8;
/** A block of v8's. */
const SERIALISED = 9;
/** Plus the kind of a shared object. */
const HANDLE = 16;

/** An item outside of a slot: the numbers that a slot would hold. */
export interface Packed {
  tag: number;
  extra: number;
  /** A block, or an object's place. */
  place: number;
  number: number;
}

const arena = Buffer.from(memory);

/**
 * Packs an item. Throws TypeError if it cannot be copied, and then says `what` cannot; MemoryError if there is no room for it.
 */
export function pack(item: unknown, what = 'the item'): Packed {
  switch (typeof item) {
    case 'number':
      return { tag: NUMBER, extra: 0, place: 0, number: item };
    case 'undefined':
      return { tag: UNDEFINED, extra: 0, place: 0, number: 0 };
    case 'boolean':
      return { tag: item ? TRUE : FALSE, extra: 0, place: 0, number: 0 };
    case 'string':
      return packText(item, false);
    case 'object':
      return item === null ? { tag: NULL, extra: 0, place: 0, number: 0 } : packObject(item, what);
    default:
      return { tag: SERIALISED, extra: 0, place: storeBlock(encode(item, what)), number: 0 };
  }
}

/** The item that was packed; its block is free again, for an item is taken out once. */
export function unpack(packed: Packed): unknown {
  try {
    return peek(packed);
  } finally {
    discard(packed);
  }
}

/** The item, which stays packed. */
export function peek({ tag, extra, place, number }: Packed): unknown {
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
      return readText(tag === UTF16, place);
    case LATIN1_JSON:
    case UTF16_JSON:
      return JSON.parse(readText(tag === UTF16_JSON, place));
    case SERIALISED:
      return decode(readBlock(place));
    default:
      return fromHandle(tag - HANDLE, place, extra);
  }
}

/** Gives back what a packed item takes that nobody wants any more. */
export function discard({ tag, place }: Packed): void {
  if (tag >= LATIN1 && tag <= SERIALISED) freeBlock(place);
}

/** Writes a packed item into the slot at `at`. */
export function writeItem(at: number, { tag, extra, place, number }: Packed): void {
  words[at] = tag;
  if (tag === NUMBER) doubles[(at + PAYLOAD) >> 1] = number;
  else {
    words[at + EXTRA] = extra;
    words[at + PAYLOAD] = place;
  }
}

/** What is in the slot at `at`. */
export function readItem(at: number): Packed {
  const tag = words[at] as number;
  if (tag === NUMBER) return { tag, extra: 0, place: 0, number: doubles[(at + PAYLOAD) >> 1] as number };
  return { tag, extra: words[at + EXTRA] as number, place: words[at + PAYLOAD] as number, number: 0 };
}

function packObject(item: object, what: string): Packed {
  const handle = handleOf(item);
  if (handle) return { tag: HANDLE + handle[0], extra: handle[2], place: handle[1], number: 0 };
  if (isPlain(item)) return packText(JSON.stringify(item), true);
  return { tag: SERIALISED, extra: 0, place: storeBlock(encode(item, what)), number: 0 };
}

function packText(text: string, isJson: boolean): Packed {
  const isLatin1 = !WIDE.test(text);
  const place = reserveBlock(isLatin1 ? text.length : text.length * 2);
  arena.write(text, blockWords(place) * 4, isLatin1 ? 'latin1' : 'utf16le');
  return {
    tag: isJson ? (isLatin1 ? LATIN1_JSON : UTF16_JSON) : isLatin1 ? LATIN1 : UTF16,
    extra: 0,
    place,
    number: 0,
  };
}

const WIDE = /[^\0-\xff]/;

/** Not UTF-8, which would lose halves of surrogate pairs. */
function readText(isWide: boolean, place: number): string {
  const start = blockWords(place) * 4;
  return arena.toString(isWide ? 'utf16le' : 'latin1', start, start + blockLength(place));
}
