/**
 * Permits and items in portions, for more threads than there are of them: each lets one through at once, for no thread may
 * sleep on while there is one for it. If one does, the round hangs.
 */
import { randint } from 'pyconc';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';
import { Semaphore, Thread } from 'pyconc/threading';
import { check, conclude, dawdle } from './conclusion.js';

const THREADS = 8;
const TIMES = 15;

type Source = Semaphore | Queue<number> | SimpleQueue<number>;

const through = new Semaphore(0, 'through');

export function pass(source: Source) {
  for (let i = 0; i < TIMES; i++) {
    if (source instanceof Semaphore) source.acquire();
    else source.get();
    through.release();
  }
}

function give(source: Source, portion: number) {
  if (source instanceof Semaphore && randint(0, 1) === 0) source.release(portion);
  else {
    for (let i = 0; i < portion; i++) {
      if (source instanceof Semaphore) source.release();
      else source.put(i);
    }
  }
}

function feed(source: Source) {
  const threads = Array.from({ length: THREADS }, () => new Thread({ target: pass, args: [source] }));
  for (const thread of threads) thread.start();
  for (let left = THREADS * TIMES; left > 0; ) {
    const portion = Math.min(left, randint(1, THREADS));
    give(source, portion);
    for (let i = 0; i < portion; i++) through.acquire();
    left -= portion;
    if (randint(0, 3) === 0) dawdle();
  }
  for (const thread of threads) thread.join();
}

export function main() {
  const semaphore = new Semaphore(0, 'permits');
  const queues = [
    new Queue<number>(),
    new LifoQueue<number>(3),
    new PriorityQueue<number>(),
    new SimpleQueue<number>(),
  ];
  feed(semaphore);
  check(semaphore.value === 0, () => `${semaphore.value} permits are left`);
  for (const queue of queues) {
    feed(queue);
    check(queue.empty(), () => `${queue.qsize()} items are left`);
  }
  conclude();
}
