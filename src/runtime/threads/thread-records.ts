/**
 * Records of threads, kept in the arena in place of events while these are muted: messages that nothing reads one by one would
 * slow down thousands of trials a second.
 */
import { Buffer } from 'node:buffer';
import type { ErrorFacts, ThreadEnd, ThreadRecord } from '../../events/facts.js';
import { processName } from '../kernel/identity.js';
import { elapsed } from '../kernel/real-time.js';
import type { BlockAddress, SlotAddress } from '../memory/address.js';
import { doubles, slot, words } from '../memory/arena.js';
import { add, compareExchange, load, store } from '../memory/atomics.js';
import { blockWords, readText, reserveBlock, storeText, textAt, writeText } from '../memory/heap.js';
import { Control, Slot } from '../memory/map.js';

/** Words of a record. The times are doubles, so at even words. */
const NEXT = 0;
const IDENT = 1;
const DAEMON = 2;
const END = 3;
const STARTED = 4;
const ENDED = 6;
const ERROR = 8;
/** 1 while the thread is counted in OVERLAPPING. */
const IS_COUNTED = 9;
const NAME_LENGTH = 10;
const NAME = 11;
/** In ERROR: there was no room for the error. */
const NO_ROOM = -1;

const ends: readonly ThreadEnd[] = ['alive', 'returned', 'exception', 'exit', 'killed'];

/** Returns true while threads are recorded and their events muted. */
export function isRecording(): boolean {
  return words[Control.MUTED] === 1;
}

/** Takes a block for the record of a thread that has no slot yet. Throws MemoryError. */
export function reserveRecord(name: string): BlockAddress {
  const block = reserveBlock(NAME * 4 + Buffer.byteLength(name));
  const record = blockWords(block);
  words.fill(0, record, record + NAME);
  words[record + NAME_LENGTH] = writeText(record + NAME, name);
  return block;
}

/** Opens the record for the thread that has been given the slot at `at`. */
export function recordStart(block: BlockAddress, at: SlotAddress, ident: number, daemon: boolean): void {
  const record = blockWords(block);
  words[record + IDENT] = ident;
  words[record + DAEMON] = daemon ? 1 : 0;
  doubles[(record + STARTED) >> 1] = elapsed();
  words[at + Slot.RECORD] = record;
  // Publishes the record; a loop, because several threads may start others at the same time.
  for (;;) {
    const first = load(Control.RECORDS);
    words[record + NEXT] = first;
    if (compareExchange(Control.RECORDS, first, record) === first) return;
  }
}

/** The calling thread begins to run: until its end it may overlap with others. */
export function recordRun(): void {
  const record = words[slot + Slot.RECORD] as number;
  if (record !== 0) words[record + IS_COUNTED] = 1;
  if (add(Control.OVERLAPPING, 1) > 0) store(Control.OVERLAPPED, 1);
}

/** Closes the record of the thread in a slot. A thread that failed before it ran, or was killed, may not be counted. */
export function closeRecord(at: SlotAddress, end: ThreadEnd, error?: ErrorFacts): void {
  if (error || end === 'killed') store(Control.FAILED, 1);
  const record = words[at + Slot.RECORD] as number;
  if (record === 0) return;
  if (words[record + IS_COUNTED] === 1) add(Control.OVERLAPPING, -1);
  words[record + IS_COUNTED] = 0;
  words[record + END] = ends.indexOf(end);
  doubles[(record + ENDED) >> 1] = elapsed();
  if (error) words[record + ERROR] = storeError(error);
}

/** A thread that fails because the arena is full is still recorded as failed. */
function storeError(error: ErrorFacts): BlockAddress | typeof NO_ROOM {
  try {
    return storeText(JSON.stringify(error));
  } catch {
    return NO_ROOM;
  }
}

function readError(at: BlockAddress | typeof NO_ROOM): ErrorFacts {
  if (at !== NO_ROOM) return JSON.parse(readText(at));
  return { type: 'MemoryError', message: 'the arena was full, with no room for what ended this thread', stack: '' };
}

/** True if a thread has failed or been killed since the last reset. */
export function hasAnyFailed(): boolean {
  return load(Control.FAILED) === 1;
}

/** True if two started threads have run at the same time since the last reset. */
export function haveOverlapped(): boolean {
  return load(Control.OVERLAPPED) === 1;
}

/** Returns all records since the last reset, in the order of the threads' starts. */
export function readRecords(): ThreadRecord[] {
  const records: ThreadRecord[] = [];
  for (let record = load(Control.RECORDS); record !== 0; record = words[record + NEXT] as number) {
    records.push(readRecord(record));
  }
  return records.sort((a, b) => a.ident - b.ident);
}

function readRecord(record: number): ThreadRecord {
  const error = words[record + ERROR] as BlockAddress | typeof NO_ROOM | 0;
  const end = ends[words[record + END] as number] as ThreadEnd;
  return {
    name: textAt(record + NAME, words[record + NAME_LENGTH] as number),
    ident: words[record + IDENT] as number,
    process: processName(),
    daemon: words[record + DAEMON] === 1,
    started: doubles[(record + STARTED) >> 1] as number,
    ended: end === 'alive' ? null : (doubles[(record + ENDED) >> 1] as number),
    end,
    ...(error !== 0 && { error: readError(error) }),
  };
}
