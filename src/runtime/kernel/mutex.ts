/**
 * The word that a lock is: a futex of three states. Lock is one; RLock, Semaphore, Barrier, Queue and SharedList have one
 * inside.
 */
import { compareExchange, exchange } from '../memory/atomics.js';
import { glance } from './polling.js';
import { wait } from './sleep.js';
import { spinWhile } from './spin.js';
import { wake } from './wake.js';

export const FREE = 0;
const HELD = 1;
/** Held, and somebody may be asleep on the word: whoever releases has to wake one. */
const CONTENDED = 2;

/** Microseconds of waiting awake before going to sleep: the length of a short critical section. */
const AWAKE = 1;

/**
 * Takes the mutex at `word`, waiting until `deadline` (program seconds; −Infinity: not at all). True once it is taken.
 *
 * The exchange makes the caller the only one between here and its `release`, and lets it see all that was written before
 * the release it follows: both are sequentially consistent operations on one word.
 */
export function take(word: number, deadline: number, reason: number, object: number): boolean {
  return compareExchange(word, FREE, HELD) === FREE || waitFor(word, deadline, reason, object);
}

/** Frees the mutex, and wakes one who sleeps for it. False if it was free. */
export function release(word: number): boolean {
  // Publishes everything that was done under the mutex, and tells in the same step whether somebody may be asleep.
  const state = exchange(word, FREE);
  if (state === CONTENDED) wake(word, 1);
  return state !== FREE;
}

/**
 * The mutex was held. Its word is set to CONTENDED before going to sleep on it: a holder that releases meanwhile finds
 * CONTENDED and wakes, or has made the word FREE, and then the exchange has taken the mutex. Who takes it here leaves
 * CONTENDED behind, for it cannot know whether others sleep: one wake too many, never one too few. That also holds for a
 * thread that was woken and comes too late, and for one whose time is over: it looks once more before it gives up.
 */
function waitFor(word: number, deadline: number, reason: number, object: number): boolean {
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
