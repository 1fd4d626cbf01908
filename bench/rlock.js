/** An RLock that nobody else wants. */
import { RLock } from 'pyconc/threading';
import { program, timed } from './harness/program.js';
import { python } from './harness/python.js';

const COUNT = 500_000;

const taken = new RLock();

export function takeOften() {
  return timed(COUNT, () => {
    for (let i = 0; i < COUNT; i++) {
      taken.acquire();
      taken.release();
    }
  });
}

export default {
  name: 'take an RLock, release it',
  ours: program(takeOften),
  opponents: [{ name: "CPython's RLock", contender: python('rlock.py'), aim: { fasterAtLeast: 1 } }],
};
