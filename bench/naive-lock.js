/** The lock that one writes first: who releases it notifies, whether or not anybody waits. */
import { LOCK } from './memory.js';

/** @param {Int32Array} words */
export function acquire(words) {
  while (Atomics.compareExchange(words, LOCK, 0, 1) !== 0) Atomics.wait(words, LOCK, 1);
}

/** @param {Int32Array} words */
export function release(words) {
  Atomics.store(words, LOCK, 0);
  Atomics.notify(words, LOCK, 1);
}
