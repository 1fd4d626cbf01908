/** The program's clock, in seconds: scaled by `--speed`, or virtual. */
import { ValueError } from './runtime/errors.js';
import { now as programTime } from './runtime/kernel/clock.js';
import { checkSeconds } from './runtime/kernel/deadline.js';
import { settle } from './runtime/kernel/pause.js';
import { CLOCK, glance } from './runtime/kernel/polling.js';
import { self } from './runtime/kernel/self.js';
import { sleep as sleepFor } from './runtime/kernel/sleep.js';
import { reasonNumber } from './runtime/kernel/wait-reason.js';
import { Slot } from './runtime/memory/map.js';

/**
 * The calling thread sleeps for `seconds` of the program's clock. Throws ValueError for a negative number or NaN,
 * TypeError for anything but a number, OverflowError above TIMEOUT_MAX, RuntimeError outside a run.
 *
 * Python: `time.sleep(seconds)`.
 */
export function sleep(seconds: number): void {
  checkSeconds(seconds);
  if (seconds < 0) throw new ValueError('sleep length must be non-negative');
  sleepFor(seconds, SLEEP);
}

/**
 * Seconds since the run began, on the program's clock. Throws RuntimeError outside a run. Python: `time.monotonic()`.
 */
export function now(): number {
  // The clock does not stand still for a thread that reads it.
  settle(self() + Slot.BEGINNING);
  const time = programTime();
  glance(CLOCK, time);
  return time;
}

const SLEEP = reasonNumber('sleep');
