/** Small objects through a Queue, from one thread to another: copied, while CPython passes a reference. */
import { Queue } from 'pyconc/queue';
import { Thread } from 'pyconc/threading';
import { program, timedThreads } from './harness/program.js';
import { python } from './harness/python.js';
import { startPosting } from './post-message.js';

const COUNT = 20_000;

const queue = new Queue(0, 'objects');

export function put() {
  for (let i = 0; i < COUNT; i++) queue.put({ id: i, name: 'item', price: 1.5 });
}

export function get() {
  for (let i = 0; i < COUNT; i++) queue.get();
}

export function putAndGet() {
  return timedThreads(COUNT, [new Thread({ target: put }), new Thread({ target: get })]);
}

const posting = startPosting('objects');

export default {
  name: 'a small object through a Queue',
  ours: program(putAndGet),
  opponents: [
    { name: "CPython's Queue (no copy)", contender: python('queue_between.py', 'objects', '0') },
    { name: '`postMessage`', contender: posting.round },
  ],
  stop: posting.stop,
};
