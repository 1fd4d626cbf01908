/** A worker between two threads. */
import { slot, words } from '../memory/arena.js';
import { Control, Slot } from '../memory/map.js';
import { countAsleep } from './running.js';
import { stayAwake } from './spin.js';
import { lastAsleep } from './virtual-clock.js';

/** The worker of this slot has no job (any more): sleep until it has one. `ran` says that it was counted as running. */
export function park(ran: boolean): void {
  const job = slot + Slot.JOB;
  if (ran) signOff();
  Atomics.add(words, Control.PARKED_AWAKE, 1);
  stayAwake(job, 0, PARKED_AWAKE, 0);
  Atomics.sub(words, Control.PARKED_AWAKE, 1);
  while (Atomics.load(words, job) === 0) Atomics.wait(words, job, 0);
  // In this order: if the worker is killed in between, the job is still there, which says that it has not begun.
  Atomics.store(words, slot + Slot.SERVED, words[slot + Slot.GENERATION] as number);
  Atomics.store(words, job, 0);
  Atomics.store(words, slot + Slot.AT_WORK, 1);
}

/** The thread of this worker is over: it is counted no longer. */
export function signOff(): void {
  if (countAsleep()) lastAsleep();
  // The last trace of a thread: once the host sees none at work, it may put everything back as it was.
  Atomics.store(words, slot + Slot.AT_WORK, 0);
}

/**
 * Microseconds for which a worker without a job stays awake: a caller that starts thread after thread takes about 15 to come
 * back with the next. Woken from sleep, start and join take 45 µs, awake 15. Not longer: whoever has been woken by this
 * worker may have been given the same core, even if another one is free, and waits for that.
 */
const PARKED_AWAKE = 30;
