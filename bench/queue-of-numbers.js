/** Small whole numbers through a Queue, from one thread to another. */
import { Queue } from 'pyconc/queue';
import { Thread } from 'pyconc/threading';
import { program, timedThreads } from './harness/program.js';
import { python } from './harness/python.js';
import { startPosting } from './post-message.js';

const COUNT = 100_000;

const queue = new Queue(0, 'numbers');

export function put() {
  for (let i = 0; i < COUNT; i++) queue.put(i);
}

export function get() {
  for (let i = 0; i < COUNT; i++) queue.get();
}

export function putAndGet() {
  return timedThreads(COUNT, [new Thread({ target: put }), new Thread({ target: get })]);
}

const posting = startPosting('numbers');

export default {
  name: 'a number through a Queue, thread to thread',
  ours: program(putAndGet),
  opponents: [
    { name: "CPython's Queue", contender: python('queue_between.py', 'numbers', '0'), aim: { fasterAtLeast: 8 } },
    { name: '`postMessage`', contender: posting.round, aim: { fasterAtLeast: 4 } },
  ],
  stop: posting.stop,
};
