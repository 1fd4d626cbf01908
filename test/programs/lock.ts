/** Programs for the contract of Lock. */
import { Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';

const lock = new Lock('the lock');
const counter = new Value('i', 0, 'counter');

export function increment(times: number) {
  for (let i = 0; i < times; i++) lock.with(() => (counter.value += 1));
}

export function countTogether() {
  const threads = Array.from({ length: 4 }, () => new Thread({ target: increment, args: [10_000] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  return counter.value;
}
