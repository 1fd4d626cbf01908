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

/** The sum of this thread's own `count` and the one in its arguments: they are the same. */
export function addTo(given: Value) {
  const thread = new Thread({ target: add });
  thread.start();
  thread.join();
  barrier.wait();
  return [count.value, given.value, String(given)];
}
