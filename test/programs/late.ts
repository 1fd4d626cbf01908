/** A module that its host loads while another program is on. */
import { Value } from 'pyconc';
import { Barrier, Condition, Lock, Thread } from 'pyconc/threading';

export const lock = new Lock('late lock');
export const condition = new Condition(lock);
export const count = new Value('i', 7, 'late count');

const barrier = new Barrier(1, { action: add });

export function add() {
  lock.with(() => (count.value += 1));
}

/** What this thread's own `count` and the one that it was given come to: they are one. */
export function addTo(given: Value) {
  const thread = new Thread({ target: add });
  thread.start();
  thread.join();
  barrier.wait();
  return [count.value, given.value, String(given)];
}
