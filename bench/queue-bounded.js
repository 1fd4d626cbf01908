/** A Queue with room for ten: who puts and who gets wait for each other all the time. */
import { Queue } from 'pyconc/queue';
import { Thread } from 'pyconc/threading';
import { program, timedThreads } from './harness/program.js';
import { python } from './harness/python.js';

const COUNT = 20_000;

const queue = new Queue(10, 'ten');

export function put() {
  for (let i = 0; i < COUNT; i++) queue.put(i);
}

export function get() {
  for (let i = 0; i < COUNT; i++) queue.get();
}

export function putAndGet() {
  return timedThreads(COUNT, [new Thread({ target: put }), new Thread({ target: get })]);
}

export default {
  name: 'a number through a Queue with room for 10',
  ours: program(putAndGet),
  opponents: [
    { name: "CPython's Queue", contender: python('queue_between.py', 'numbers', '10'), aim: { fasterAtLeast: 1 } },
  ],
};
