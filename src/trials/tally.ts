/** The counts of a row of trials, in the arena: the thread that tries writes them, and the host reads them meanwhile. */
import { words } from '../runtime/memory/arena.js';
import { add, load, store } from '../runtime/memory/atomics.js';
import { Control } from '../runtime/memory/map.js';
import { areSequential, startedThreads } from '../runtime/threads/sequence.js';
import { haveOverlapped } from '../runtime/threads/thread-records.js';

/** Words of the tally, followed by a count for each outcome. */
const STOP = Control.TALLY;
const DONE = Control.TALLY + 1;
const OVERLAPPED = Control.TALLY + 2;
const HITS = Control.TALLY + 3;
const FIRST_HIT = Control.TALLY + 4;
const BEGUN = Control.TALLY + 5;
const SEQUENTIAL = Control.TALLY + 6;
const THREADS = Control.TALLY + 7;
const COUNTS = Control.TALLY + 8;

/** The most outcomes that can be counted; all undeclared ones together are one of them. */
export const MOST_OUTCOMES = 80;

/** What has been counted so far. */
export interface Tally {
  /** One more than `done` while a trial is under way. */
  readonly begun: number;
  readonly done: number;
  readonly overlapped: number;
  /** Trials in which each thread was joined before the next was started. */
  readonly sequential: number;
  /** The most threads that a trial has started. */
  readonly threads: number;
  readonly hits: number;
  /** Number of the first trial that was a hit, from 1; 0 for none. */
  readonly firstHit: number;
  /** A count for each declared outcome, and one for all that is undeclared. */
  readonly counts: readonly number[];
}

/** Called by the host before a row begins. */
export function clearTally(): void {
  words.fill(0, STOP, COUNTS + MOST_OUTCOMES);
}

/** A trial begins; it is under way until it is counted. */
export function beginTrial(): void {
  store(BEGUN, load(DONE) + 1);
}

/** Counts a trial. The thread that tries calls it, or the host for a trial that was cut short, but never both at once. */
export function countTrial(outcome: number, isHit: boolean): void {
  add(COUNTS + outcome, 1);
  if (haveOverlapped()) add(OVERLAPPED, 1);
  if (areSequential()) add(SEQUENTIAL, 1);
  store(THREADS, Math.max(load(THREADS), startedThreads()));
  const done = add(DONE, 1) + 1;
  if (isHit && add(HITS, 1) === 0) store(FIRST_HIT, done);
}

export function readTally(outcomes: number): Tally {
  return {
    begun: load(BEGUN),
    done: load(DONE),
    overlapped: load(OVERLAPPED),
    sequential: load(SEQUENTIAL),
    threads: load(THREADS),
    hits: load(HITS),
    firstHit: load(FIRST_HIT),
    counts: Array.from({ length: outcomes }, (_, i) => load(COUNTS + i)),
  };
}

/** For the host: no further trial begins. */
export function stopTrials(): void {
  store(STOP, 1);
}

export function isStopped(): boolean {
  return load(STOP) === 1;
}
