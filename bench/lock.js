/** A lock that nobody else wants. */
import { Value } from 'pyconc';
import { Lock } from 'pyconc/threading';
import { program, timed } from './harness/program.js';
import { python } from './harness/python.js';
import { COUNTER, LOCK, memory } from './memory.js';
import * as naive from './naive-lock.js';

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
      Atomics.compareExchange(words, LOCK, 0, 1);
      words[COUNTER] += 1;
      Atomics.exchange(words, LOCK, 0);
    }
  });
}

export function withNaiveLock() {
  const words = memory();
  return timed(COUNT, () => {
    for (let i = 0; i < COUNT; i++) {
      naive.acquire(words);
      words[COUNTER] += 1;
      naive.release(words);
    }
  });
}

export default {
  name: 'take a Lock, `+= 1`, release it',
  ours: program(withLock),
  opponents: [
    { name: 'two bare `Atomics` operations and `+= 1`', contender: program(withTwoAtomics), aim: { timeAtMost: 1.3 } },
    { name: 'a lock that notifies at each release', contender: program(withNaiveLock) },
    { name: "CPython's Lock", contender: python('lock.py') },
  ],
};
