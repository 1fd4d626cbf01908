/** Parking: a worker between two threads. */
import { slot, words } from '../memory/arena.js';
import { Control, Slot } from '../memory/map.js';
import { countAsleep } from './running.js';
import { stayAwake } from './spin.js';
import { lastAsleep } from './virtual-clock.js';

/** Sleeps until the worker of this slot has a job. `ran`: it has run a thread, which is still counted as running. */
export function park(ran: boolean): void {
  const job = slot + Slot.JOB;
  if (ran) signOff();
  Atomics.add(words, Control.PARKED_AWAKE, 1);
  stayAwake(job, 0, PARKED_AWAKE, 0);
  Atomics.sub(words, Control.PARKED_AWAKE, 1);
  while (Atomics.load(words, job) === 0) Atomics.wait(words, job, 0);
  // SERVED first: if the worker is killed in between, JOB is still set, which shows that the thread has not begun.
  Atomics.store(words, slot + Slot.SERVED, words[slot + Slot.GENERATION] as number);
  Atomics.store(words, job, 0);
  Atomics.store(words, slot + Slot.AT_WORK, 1);
}

/** Takes the thread of this worker, which has ended, off the running count. */
export function signOff(): void {
  if (countAsleep()) lastAsleep();
  // A thread's last write to the arena: once the host sees none at work, it may reset the arena.
  Atomics.store(words, slot + Slot.AT_WORK, 0);
}

/**
 * Microseconds for which a worker without a job spins: a caller that starts thread after thread returns with the next after
 * about 15. Start and join take 45 µs with a worker that sleeps, 15 with one that is awake. Not longer: a thread that this
 * worker has woken may have been scheduled on the same core, even if another one is free, and waits for that core.
 */
const PARKED_AWAKE = 30;
