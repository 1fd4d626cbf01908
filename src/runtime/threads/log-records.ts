/**
 * Log lines, kept in the arena while events are muted: trials are judged where they run, and a demo's outcomes may depend on
 * what its threads have logged.
 */
import { Buffer } from 'node:buffer';
import type { LogLine } from '../../events/facts.js';
import { MemoryError } from '../errors.js';
import { identity, processName } from '../kernel/identity.js';
import { words } from '../memory/arena.js';
import { add, compareExchange, load, store } from '../memory/atomics.js';
import { blockWords, reserveBlock, textAt, writeText } from '../memory/heap.js';
import { Control, LINE } from '../memory/map.js';

/** Words of a record. The name begins at NAME, and the text at the next whole word. */
const NEXT = 0;
const IDENT = 1;
const NAME_LENGTH = 2;
const TEXT_LENGTH = 3;
const NAME = 4;

/** Keeps a line of the calling thread. Past the share of the arena that lines may take, it only notes that one is missing. */
export function recordLine(text: string): void {
  const { name, ident } = identity();
  const textAfter = NAME + wordsFor(Buffer.byteLength(name));
  const size = textAfter + wordsFor(Buffer.byteLength(text));
  if (load(Control.LINES_SIZE) > mostWords() || add(Control.LINES_SIZE, size) + size > mostWords()) return;
  const record = recordOf(size);
  if (record === undefined) return;
  words[record + IDENT] = ident;
  words[record + NAME_LENGTH] = writeText(record + NAME, name);
  words[record + TEXT_LENGTH] = writeText(record + textAfter, text);
  // Publishes the record.
  for (;;) {
    const last = load(Control.LINES);
    words[record + NEXT] = last;
    if (compareExchange(Control.LINES, last, record) === last) return;
  }
}

/** All lines since the last reset, in the order in which they were logged. Throws MemoryError if some could not be kept. */
export function readLines(): LogLine[] {
  if (load(Control.LINES_SIZE) > mostWords()) {
    throw new MemoryError('the log is too long to be kept for outcomes; give it more room with --arena <MiB>');
  }
  const lines: LogLine[] = [];
  for (let record = load(Control.LINES); record !== 0; record = words[record + NEXT] as number) {
    lines.push(readLine(record));
  }
  return lines.reverse();
}

function readLine(record: number): LogLine {
  const nameLength = words[record + NAME_LENGTH] as number;
  const text = record + NAME + wordsFor(nameLength);
  return {
    thread: textAt(record + NAME, nameLength),
    ident: words[record + IDENT] as number,
    process: processName(),
    text: textAt(text, words[record + TEXT_LENGTH] as number),
  };
}

/** A program that only logs is not to fail because the arena is full. */
function recordOf(size: number): number | undefined {
  try {
    return blockWords(reserveBlock(size * 4));
  } catch {
    store(Control.LINES_SIZE, mostWords() + 1);
    return undefined;
  }
}

function wordsFor(byteLength: number): number {
  return (byteLength + 3) >> 2;
}

/** An eighth of the arena. */
function mostWords(): number {
  return ((words[Control.LIMIT] as number) * LINE) >> 3;
}
