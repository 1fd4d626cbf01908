/** The program's clock, in seconds: scaled by `--speed`, or virtual. */
import { callNumber } from './runtime/calls.js';
import { ValueError } from './runtime/errors.js';
import { now as programTime, self, sleep as sleepFor } from './runtime/kernel.js';

/**
 * Sleeps for `seconds` of the program's clock. Throws ValueError if they are negative or not a number, RuntimeError outside
 * a run.
 *
 * Python: `time.sleep(seconds)`.
 */
export function sleep(seconds: number): void {
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) throw new ValueError('sleep needs a number of seconds');
  if (seconds < 0) throw new ValueError('sleep length must be non-negative');
  sleepFor(seconds, SLEEP);
}

/** Seconds since the run began, on the program's clock. Python: `time.monotonic()`. */
export function now(): number {
  self();
  return programTime();
}

const SLEEP = callNumber('sleep');
