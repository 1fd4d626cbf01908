/** A lock that two threads want all the time. */
import { Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';
import { program, timed } from './harness/program.js';
import { memory } from './memory.js';
import * as naive from './naive-lock.js';

const COUNT = 100_000;

const lock = new Lock('lock');
const counter = new Value('i', 0, 'counter');

export function addWithLock() {
  for (let i = 0; i < COUNT; i++) {
    lock.acquire();
    counter.value += 1;
    lock.release();
  }
}

export function addWithNaiveLock() {
  const words = memory();
  for (let i = 0; i < COUNT; i++) {
    naive.acquire(words);
    words[16] += 1;
    naive.release(words);
  }
}

export function twoWithLock() {
  return twoThreads(addWithLock);
}

export function twoWithNaiveLock() {
  return twoThreads(addWithNaiveLock);
}

function twoThreads(target) {
  const threads = [new Thread({ target }), new Thread({ target })];
  return timed(2 * COUNT, () => {
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();
  });
}

export default {
  name: 'Lock: take, `+= 1`, release; two threads',
  ours: program(twoWithLock),
  others: [{ name: 'a lock that always notifies', contender: program(twoWithNaiveLock) }],
};
