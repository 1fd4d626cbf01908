/** The lock that one writes first: a word, and whoever releases notifies, whether or not anybody waits. */
export function acquire(words) {
  while (Atomics.compareExchange(words, 0, 0, 1) !== 0) Atomics.wait(words, 0, 1);
}

export function release(words) {
  Atomics.store(words, 0, 0);
  Atomics.notify(words, 0, 1);
}
