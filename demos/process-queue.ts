/**
 * How do two processes speak to each other?
 *
 * A producer in one process puts ten random items into a queue, a consumer in another gets them. Nothing is shared: each item
 * is copied, sent, and made anew on the other side.
 */
import { defineDemo, log, randint, sleep } from 'pyconc';
import { Process, Queue } from 'pyconc/multiprocessing';

const ITEMS = 10;

/** Made by the module, so the same in every process that loads it. */
const queue = new Queue<number>(0, 'items');
const put = new Queue<number>(0, 'what was put');
const got = new Queue<number>(0, 'what was got');

export function produce() {
  for (let i = 0; i < ITEMS; i++) {
    const item = randint(0, 256);
    log(`made ${item}`);
    queue.put(item);
    put.put(item);
    sleep(1);
  }
}

export function consume() {
  for (let i = 0; i < ITEMS; i++) {
    const item = queue.get();
    log(`got ${item}`);
    got.put(item);
  }
}

function all(items: Queue<number>): number[] {
  return Array.from({ length: items.qsize() }, () => items.get());
}

export default defineDemo({
  name: 'process-queue',
  title: 'A producer and a consumer in two processes',
  topic: 'processes',
  about: {
    question:
      'How does something get from one process to another, if they share no memory? Through a queue of multiprocessing: put copies and sends, get waits for what comes.',
    cpython:
      'CPython pickles each item, and a thread of the process, the feeder, writes it to a pipe: so an item that cannot be pickled fails there, where nobody sees it. Here put itself refuses it.',
  },
  speed: 10,
  main() {
    const producer = new Process({ target: produce, name: 'producer' });
    const consumer = new Process({ target: consume, name: 'consumer' });
    for (const process of [producer, consumer]) process.start();
    for (const process of [producer, consumer]) process.join();
    return { put: all(put), got: all(got) };
  },
  summary: ({ put, got }) => [
    { head: ['item', 'put', 'got'], rows: put.map((item, i) => [i + 1, item, got[i] ?? '–']) },
  ],
  outcomes: [
    {
      name: 'in-order',
      grade: 'expected',
      because: 'Each item was sent once, and they came in the order in which they were put.',
      notice:
        'The items arrive as they were put. A queue.Queue would not do here: each process would have one of its own.',
      when: ({ reason, result }) =>
        reason === 'completed' && result?.put.length === ITEMS && String(result.put) === String(result.got),
    },
  ],
});
