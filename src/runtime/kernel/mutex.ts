/**
 * The mutex: one word, used as a futex of three states. A Lock is a mutex; RLock, Semaphore, Barrier, Queue and SharedList
 * contain one.
 */
import type { WaitObject } from '../memory/address.js';
import { compareExchange, exchange } from '../memory/atomics.js';
import { glance } from './polling.js';
import { wait } from './sleep.js';
import { spinWhile } from './spin.js';
import { wake } from './wake.js';

export const FREE = 0;
const HELD = 1;
/** Held, and threads may sleep on the word: the holder has to wake one when it releases. */
const CONTENDED = 2;

/** Microseconds of spinning before the sleep: the length of a short critical section. */
const AWAKE = 1;

/**
 * Takes the mutex at `word`, waiting until `deadline` (program seconds; −Infinity: not at all). Returns true if it took it.
 *
 * The successful exchange makes the caller the only holder until its `release`, and lets it see all that was written before
 * the previous release: both are sequentially consistent operations on one word.
 */
export function take(word: number, deadline: number, reason: number, object: WaitObject): boolean {
  return compareExchange(word, FREE, HELD) === FREE || waitFor(word, deadline, reason, object);
}

/** Frees the mutex and wakes one thread that sleeps for it. Returns false if it was free. */
export function release(word: number): boolean {
  // Publishes everything that was done under the mutex, and shows in the same step whether a thread may be asleep.
  const state = exchange(word, FREE);
  if (state === CONTENDED) wake(word, 1);
  return state !== FREE;
}

/**
 * Waits for a mutex that was held. The caller sets the word to CONTENDED before it sleeps on it: either the holder has released
 * before, and then the exchange took the mutex, or it releases later, finds CONTENDED and wakes a sleeper. A thread that takes
 * the mutex here leaves it CONTENDED, for it cannot know whether others sleep: one wake too many, never one too few. That also
 * holds for a woken thread that finds the mutex taken again, and at a deadline: `wait` tests the word once more before it
 * gives up.
 */
function waitFor(word: number, deadline: number, reason: number, object: WaitObject): boolean {
  if (deadline === -Infinity) {
    glance(object, HELD);
    return false;
  }
  if (spinWhile(word, HELD, AWAKE) && compareExchange(word, FREE, HELD) === FREE) return true;
  while (exchange(word, CONTENDED) !== FREE) {
    if (!wait(word, CONTENDED, deadline, reason, object)) return false;
  }
  return true;
}
