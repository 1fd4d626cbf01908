/** A Semaphore that nobody else wants. */
import { Semaphore } from 'pyconc/threading';
import { program, timed } from './harness/program.js';
import { python } from './harness/python.js';

const COUNT = 500_000;

const taken = new Semaphore();

export function takeOften() {
  return timed(COUNT, () => {
    for (let i = 0; i < COUNT; i++) {
      taken.acquire();
      taken.release();
    }
  });
}

export default {
  name: 'take a Semaphore, release it',
  ours: program(takeOften),
  opponents: [{ name: "CPython's Semaphore", contender: python('semaphore.py'), aim: { fasterAtLeast: 1 } }],
};
