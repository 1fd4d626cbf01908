/** Two threads that meet again and again. */
import { Barrier, Thread } from 'pyconc/threading';
import { program, timedThreads } from './harness/program.js';
import { python } from './harness/python.js';

const COUNT = 5_000;

const barrier = new Barrier(2);

export function meet() {
  for (let i = 0; i < COUNT; i++) barrier.wait();
}

export function meetInTwo() {
  return timedThreads(COUNT, [new Thread({ target: meet }), new Thread({ target: meet })]);
}

export default {
  name: 'two threads meet at a Barrier',
  ours: program(meetInTwo),
  opponents: [{ name: "CPython's Barrier", contender: python('barrier.py'), aim: { fasterAtLeast: 1 } }],
};
