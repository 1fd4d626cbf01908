/**
 * The arena's heap. Objects are allocated upwards and live as long as the run. Blocks have sizes of 64 bytes times a power of
 * two, and return to a free list of their size. Once the heap is used up, free blocks are divided: then anything still fits
 * that is no larger than the largest free block.
 *
 * Each call takes all that it needs in one step, or takes nothing and throws MemoryError.
 */
import { Buffer } from 'node:buffer';
import { MemoryError } from '../errors.js';
import type { BlockAddress, ObjectAddress } from './address.js';
import { bytes, memory, words } from './arena.js';
import { compareExchange, load } from './atomics.js';
import { enter, leave } from './guard.js';
import { Control, LINE } from './map.js';

/** Allocates zeroed words for an object, at the start of a line. */
export function allocate(wordCount: number): ObjectAddress {
  const count = Math.ceil(wordCount / LINE);
  const unused = takeUnused(count);
  if (unused !== 0) return unused as ObjectAddress;
  const at = divide(count);
  words.fill(0, at, at + count * LINE);
  return at as ObjectAddress;
}

/** Allocates zeroed words for an object, and texts that live as long as it; returns their addresses. */
export function allocateWithTexts(
  wordCount: number,
  texts: readonly string[],
): readonly [at: ObjectAddress, ...BlockAddress[]] {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  let size = wordCount;
  const offsets = lengths.map((length) => {
    const offset = size;
    size += HEADER + Math.ceil(length / 4);
    return offset;
  });
  const at = allocate(size);
  for (const [i, text] of texts.entries()) {
    const block = at + (offsets[i] as number);
    words[block + LENGTH] = lengths[i] as number;
    writeText(block + HEADER, text);
  }
  return [at, ...offsets.map((offset) => (at + offset) as BlockAddress)];
}

/** The header of a block: its size class, the bytes in use, the next free block. */
const SIZE_CLASS = 0;
const LENGTH = 1;
const NEXT_FREE = 2;
const HEADER = 4;

/** Takes a block with room for so many bytes, of undefined content; returns its address. */
export function reserveBlock(byteLength: number): BlockAddress {
  const at = takeBlock(byteLength);
  words[at + LENGTH] = byteLength;
  return at;
}

/** The number of a block's bytes in use. */
export function blockLength(at: BlockAddress): number {
  return words[at + LENGTH] as number;
}

/** Copies `content` into a new block; returns its address. */
export function storeBlock(content: Uint8Array): BlockAddress {
  const at = reserveBlock(content.byteLength);
  bytes.set(content, (at + HEADER) * 4);
  return at;
}

/** Returns a copy of a block's content. */
export function readBlock(at: BlockAddress): Uint8Array {
  const start = (at + HEADER) * 4;
  return bytes.slice(start, start + (words[at + LENGTH] as number));
}

/** The first word of a block's content, for callers that keep words in it. */
export function blockWords(at: BlockAddress): number {
  return at + HEADER;
}

/** Returns a block to its free list. */
export function freeBlock(at: BlockAddress): void {
  enter(Control.BLOCKS);
  push(at, words[at + SIZE_CLASS] as number);
  leave(Control.BLOCKS);
}

export function storeText(text: string): BlockAddress {
  const at = reserveBlock(Buffer.byteLength(text));
  writeText(at + HEADER, text);
  return at;
}

export function readText(at: BlockAddress): string {
  return textAt(at + HEADER, words[at + LENGTH] as number);
}

/** Writes a text into the caller's own block, from a word on; returns its length in bytes. */
export function writeText(word: number, text: string): number {
  return all.write(text, word * 4, 'utf8');
}

export function textAt(word: number, byteLength: number): string {
  return all.toString('utf8', word * 4, word * 4 + byteLength);
}

const all = Buffer.from(memory);

function takeBlock(byteLength: number): BlockAddress {
  const lines = (byteLength + HEADER * 4 + 63) >> 6;
  const sizeClass = classFor(lines);
  const list = Control.FREE + sizeClass;
  enter(Control.BLOCKS);
  const free = words[list] as number;
  if (free !== 0) words[list] = words[free + NEXT_FREE] as number;
  leave(Control.BLOCKS);
  const at = (free || takeUnused(2 ** sizeClass) || divide(2 ** sizeClass)) as BlockAddress;
  words[at + SIZE_CLASS] = sizeClass;
  return at;
}

/** The size class of the smallest blocks that hold so many lines. */
function classFor(lines: number): number {
  return 32 - Math.clz32(lines - 1);
}

/** Takes lines that have never been used; returns their address, or 0 if too few are left. */
function takeUnused(count: number): number {
  const limit = words[Control.LIMIT] as number;
  // BUMP never moves beyond LIMIT. If it did and were moved back, threads that come in between would be refused, and lines
  // allocated in between would be given away twice.
  for (let line = load(Control.BUMP); line + count <= limit; line = load(Control.BUMP)) {
    if (compareExchange(Control.BUMP, line, line + count) === line) return line * LINE;
  }
  return 0;
}

/**
 * Takes lines from the smallest free block that has so many; the rest of it stays free. In one guarded section: between taking
 * the block and returning the rest, other threads would find no room although there is some.
 */
function divide(count: number): number {
  enter(Control.BLOCKS);
  let sizeClass = classFor(count);
  while (sizeClass < CLASSES && words[Control.FREE + sizeClass] === 0) sizeClass++;
  if (sizeClass === CLASSES) {
    leave(Control.BLOCKS);
    throw full();
  }
  const at = words[Control.FREE + sizeClass] as number;
  words[Control.FREE + sizeClass] = words[at + NEXT_FREE] as number;
  // The rest is cut into pieces of doubling size: if one of eight lines is taken, pieces of one, two and four remain.
  for (let lines = count; lines < 2 ** sizeClass; ) {
    const piece = lines & -lines;
    push(at + lines * LINE, classFor(piece));
    lines += piece;
  }
  leave(Control.BLOCKS);
  return at;
}

/** The number of free lists. */
const CLASSES = 32;

/** Puts a block on a free list; the caller holds the guard. */
function push(at: number, sizeClass: number): void {
  words[at + NEXT_FREE] = words[Control.FREE + sizeClass] as number;
  words[Control.FREE + sizeClass] = at;
}

function full(): MemoryError {
  const mebibytes = Math.round(((words[Control.LIMIT] as number) * 64) / 2 ** 20);
  return new MemoryError(
    `the arena is full: all of its ${mebibytes} MiB are in use; give it more with --arena <MiB>, or run(main, { arena: MiB })`,
  );
}
