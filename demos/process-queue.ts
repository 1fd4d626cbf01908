/**
 * Run it: npx pyconc run process-queue
 *
 * How do two processes send something to each other?
 *
 * A producer in one process puts ten random items into a queue, a consumer in another gets them. You will see each item made and
 * then got. Nothing is shared: each item is copied, sent, and made anew on the other side.
 */
import { defineDemo, type LogLine, log, randint, sleep } from 'pyconc';
import { Process, Queue } from 'pyconc/multiprocessing';

const ITEMS = 10;

/** Made at the top of the file, so it is the same in every process that loads the file. */
const queue = new Queue<number>(0, 'items');

export function produce() {
  for (let i = 0; i < ITEMS; i++) {
    const item = randint(0, 256);
    log(`made ${item}`);
    queue.put(item);
    sleep(1);
  }
}

export function consume() {
  for (let i = 0; i < ITEMS; i++) {
    log(`got ${queue.get()}`);
  }
}

function main() {
  const producer = new Process({ target: produce, name: 'producer' });
  const consumer = new Process({ target: consume, name: 'consumer' });
  for (const process of [producer, consumer]) process.start();
  for (const process of [producer, consumer]) process.join();
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'process-queue',
  title: 'A producer and a consumer in two processes',
  topic: 'processes',
  about: {
    question:
      'How does an item get from one process to another, if they share no memory? Through a queue of multiprocessing: put copies it and sends it, get waits for it.',
    cpython:
      'CPython pickles each item, and a thread of the process, the feeder, writes it to a pipe: an item that cannot be pickled fails there, where the program does not notice. Here put itself refuses it.',
  },
  speed: 10,
  main,
  result: ({ lines }) => ({ put: numbersIn(lines, /^made (\d+)$/), got: numbersIn(lines, /^got (\d+)$/) }),
  summary: ({ put, got }) => [
    { head: ['item', 'put', 'got'], rows: put.map((item, i) => [i + 1, item, got[i] ?? '–']) },
  ],
  outcomes: [
    {
      name: 'in-order',
      grade: 'expected',
      because: 'Each item was sent once, and they arrived in the order in which they were put.',
      notice: 'The items arrive in the order of put. A queue.Queue would not do here: each process would have its own.',
      when: ({ reason, result }) =>
        reason === 'completed' && result?.put.length === ITEMS && String(result.put) === String(result.got),
    },
  ],
});

function numbersIn(lines: readonly LogLine[], pattern: RegExp): number[] {
  return lines.flatMap(({ text }) => pattern.exec(text)?.slice(1) ?? []).map(Number);
}
