/** Real time, on a clock that all threads and processes of the machine share. */
import { doubles } from '../memory/arena.js';
import { Control } from '../memory/map.js';

/**
 * Milliseconds between the machine's monotonic clock, which all threads share, and this thread's `performance.now()`: from the
 * pair of readings with the least time in between, for the first pair takes milliseconds in a new worker.
 */
const origin = Math.max(...Array.from({ length: 16 }, () => Number(process.hrtime.bigint()) / 1e6 - performance.now()));

/** Real seconds on a clock that all threads of the machine share. */
export function monotonic(): number {
  return (performance.now() + origin) / 1000;
}

/** Real seconds since the run began. */
export function elapsed(): number {
  return monotonic() - (doubles[Control.EPOCH >> 1] as number);
}
