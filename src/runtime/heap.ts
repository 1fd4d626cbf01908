/**
 * Memory of the arena: objects are handed out upwards and live as long as the run; blocks have sizes of 64 bytes times a
 * power of two, and go back to a free list of their size.
 */
import { Buffer } from 'node:buffer';
import { bytes, Control, LINE, memory, words } from './arena.js';
import { MemoryError } from './errors.js';
import { compareExchange, enter, leave, load } from './kernel.js';

/** Zeroed words for an object, at the start of a line. */
export function allocate(wordCount: number): number {
  return takeLines(Math.ceil(wordCount / LINE)) * LINE;
}

/** A block's own words come first: its size class, the bytes in use, the next free block. */
const SIZE_CLASS = 0;
const LENGTH = 1;
const NEXT_FREE = 2;
const HEADER = 4;

/** A block with room for so many bytes, of any content; answers its address. */
export function reserveBlock(byteLength: number): number {
  const at = takeBlock(byteLength);
  words[at + LENGTH] = byteLength;
  return at;
}

/** Bytes in use of a block. */
export function blockLength(at: number): number {
  return words[at + LENGTH] as number;
}

/** Copies `content` into a block; answers its address. */
export function storeBlock(content: Uint8Array): number {
  const at = reserveBlock(content.byteLength);
  bytes.set(content, (at + HEADER) * 4);
  return at;
}

/** A copy of what is in a block. */
export function readBlock(at: number): Uint8Array {
  const start = (at + HEADER) * 4;
  return bytes.slice(start, start + (words[at + LENGTH] as number));
}

/** Address of a block's content, for those who keep words in it. */
export function blockWords(at: number): number {
  return at + HEADER;
}

/** Gives a block back. */
export function freeBlock(at: number): void {
  const list = Control.FREE + (words[at + SIZE_CLASS] as number);
  enter(Control.BLOCKS);
  words[at + NEXT_FREE] = words[list] as number;
  words[list] = at;
  leave(Control.BLOCKS);
}

export function storeText(text: string): number {
  const at = reserveBlock(Buffer.byteLength(text));
  all.write(text, (at + HEADER) * 4, 'utf8');
  return at;
}

export function readText(at: number): string {
  const start = (at + HEADER) * 4;
  return all.toString('utf8', start, start + (words[at + LENGTH] as number));
}

const all = Buffer.from(memory);

function takeBlock(byteLength: number): number {
  const lines = (byteLength + HEADER * 4 + 63) >> 6;
  const sizeClass = 32 - Math.clz32(lines - 1);
  const list = Control.FREE + sizeClass;
  enter(Control.BLOCKS);
  const free = words[list] as number;
  if (free !== 0) words[list] = words[free + NEXT_FREE] as number;
  leave(Control.BLOCKS);
  const at = free !== 0 ? free : takeLines(2 ** sizeClass) * LINE;
  words[at + SIZE_CLASS] = sizeClass;
  return at;
}

function takeLines(count: number): number {
  const limit = words[Control.LIMIT] as number;
  // The mark is moved only as far as it may go. Moved first and taken back, it would refuse others who come in between, and
  // give away what they have been given since.
  for (let line = load(Control.BUMP); line + count <= limit; line = load(Control.BUMP)) {
    if (compareExchange(Control.BUMP, line, line + count) === line) return line;
  }
  const mebibytes = Math.round((limit * 64) / 2 ** 20);
  throw new MemoryError(
    `the arena is full: all of its ${mebibytes} MiB are in use; give it more with --arena <MiB>, or run(main, { arena: MiB })`,
  );
}
