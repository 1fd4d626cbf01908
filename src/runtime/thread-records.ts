/**
 * The lives of threads, kept in the arena instead of being told in events: thousands of runs a second would be slowed down
 * by messages that nobody reads one by one. Only while events are muted.
 */
import type { ErrorFacts, ThreadEnd, ThreadRecord } from '../events/run-event.js';
import { Control, doubles, Slot, slot, words } from './arena.js';
import { allocate, readText, storeText } from './heap.js';
import { compareExchange, elapsed, load } from './kernel.js';

/** Words of a record. The times are doubles, so at even words. */
const NEXT = 0;
const IDENT = 1;
const DAEMON = 2;
const END = 3;
const STARTED = 4;
const ENDED = 6;
const NAME = 8;
const ERROR = 9;
const SIZE = 10;

const ends: readonly ThreadEnd[] = ['alive', 'returned', 'exception', 'exit', 'killed'];

/** Opens a record for the thread that has just been given the slot at `at`. */
export function recordStart(at: number, name: string, ident: number, daemon: boolean): void {
  const record = allocate(SIZE);
  words[record + IDENT] = ident;
  words[record + DAEMON] = daemon ? 1 : 0;
  words[record + NAME] = storeText(name);
  doubles[(record + STARTED) >> 1] = elapsed();
  words[at + Slot.RECORD] = record;
  // Publishes the record; several threads may be starting others.
  for (;;) {
    const first = load(Control.RECORDS);
    words[record + NEXT] = first;
    if (compareExchange(Control.RECORDS, first, record) === first) return;
  }
}

/** The calling thread begins to run: from here to its end it may overlap with others. */
export function recordRun(): void {
  const record = words[slot + Slot.RECORD] as number;
  if (record !== 0) doubles[(record + STARTED) >> 1] = elapsed();
}

/** Closes the calling thread's record. */
export function recordEnd(end: ThreadEnd, error?: ErrorFacts): void {
  const record = words[slot + Slot.RECORD] as number;
  if (record === 0) return;
  words[record + END] = ends.indexOf(end);
  doubles[(record + ENDED) >> 1] = elapsed();
  if (error) words[record + ERROR] = storeText(JSON.stringify(error));
}

/** All records since the last reset, in the order of the threads' starts. */
export function readRecords(): ThreadRecord[] {
  const records: ThreadRecord[] = [];
  for (let record = load(Control.RECORDS); record !== 0; record = words[record + NEXT] as number) {
    const error = words[record + ERROR] as number;
    const end = ends[words[record + END] as number] as ThreadEnd;
    records.push({
      name: readText(words[record + NAME] as number),
      ident: words[record + IDENT] as number,
      daemon: words[record + DAEMON] === 1,
      started: doubles[(record + STARTED) >> 1] as number,
      ended: end === 'alive' ? null : (doubles[(record + ENDED) >> 1] as number),
      end,
      ...(error !== 0 && { error: JSON.parse(readText(error)) }),
    });
  }
  return records.sort((a, b) => a.ident - b.ident);
}
