/** A lock nobody contends for: take it, add one, release it. */
import { Value } from 'pyconc';
import { Lock } from 'pyconc/threading';
import { program, timed } from './harness/program.js';
import { python } from './harness/python.js';
import * as naive from './naive-lock.js';
import { memory } from './memory.js';

const COUNT = 500_000;

const lock = new Lock('lock');
const counter = new Value('i', 0, 'counter');

export function withLock() {
  return timed(COUNT, () => {
    for (let i = 0; i < COUNT; i++) {
      lock.acquire();
      counter.value += 1;
      lock.release();
    }
  });
}

/** What a lock cannot do without: an operation that takes, and one that gives back. */
export function withTwoAtomics() {
  const words = memory();
  return timed(COUNT, () => {
    for (let i = 0; i < COUNT; i++) {
      Atomics.compareExchange(words, 0, 0, 1);
      words[16] += 1;
      Atomics.exchange(words, 0, 0);
    }
  });
}

export function withNaiveLock() {
  const words = memory();
  return timed(COUNT, () => {
    for (let i = 0; i < COUNT; i++) {
      naive.acquire(words);
      words[16] += 1;
      naive.release(words);
    }
  });
}

export default {
  name: 'Lock: take, `+= 1`, release',
  ours: program(withLock),
  others: [
    { name: 'two bare `Atomics` operations, `+= 1`', contender: program(withTwoAtomics), aim: { timesTheTime: 1.3 } },
    { name: 'a lock that always notifies', contender: program(withNaiveLock) },
    { name: "CPython's Lock", contender: python('lock.py') },
  ],
};
