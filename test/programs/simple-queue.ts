/** Programs for the contract of SimpleQueue. */
import { SharedList, sleep } from 'pyconc';
import { SimpleQueue } from 'pyconc/queue';
import { caught } from './caught.js';
import { join, start, startEach, timed } from './thread-helpers.js';

const said = new SharedList<unknown>();

export function live() {
  const queue = new SimpleQueue<number>();
  const before = [queue.empty(), queue.qsize(), caught(() => queue.getNowait())];
  queue.put(1);
  queue.putNowait(2);
  queue.put(3, { block: false, timeout: -1 });
  const during = [queue.empty(), queue.qsize()];
  return { before, during, items: [queue.get(), queue.get({ timeout: 1 }), queue.getNowait()], after: queue.empty() };
}

export function lacks() {
  const queue = new SimpleQueue();
  return ['maxsize', 'full', 'taskDone', 'join', 'shutdown', 'unfinishedTasks', 'isShutdown'].filter(
    (name) => name in queue,
  );
}

export function waitOptions() {
  const queue = new SimpleQueue<number>();
  const empty = [
    { timeout: -1 },
    { block: false, timeout: -1 },
    { timeout: 0 },
    { timeout: Number.NaN },
    { timeout: Number.POSITIVE_INFINITY },
  ].map((options) => caught(() => queue.get(options)));
  queue.put(1);
  const negative = caught(() => queue.get({ timeout: -1 }));
  return { empty, negative, size: queue.qsize(), bad: caught(() => new SimpleQueue(5 as unknown as string)) };
}

export function waitInVain() {
  return timed(() => caught(() => new SimpleQueue().get({ timeout: 0.2 })));
}

export function produce(queue: SimpleQueue<number>, first: number, many: number) {
  for (let i = 0; i < many; i++) queue.put(first + i);
}

export function consume(queue: SimpleQueue<number>, many: number, options: { block?: boolean; timeout?: number }) {
  const items: number[] = [];
  while (items.length < many) {
    try {
      items.push(queue.get(options));
    } catch (error) {
      if ((error as Error).name !== 'Empty') throw error;
    }
  }
  said.append(items);
}

function deliver(options: { block?: boolean; timeout?: number }) {
  const queue = new SimpleQueue<number>();
  const consumers = start(8, consume, queue, 1250, options);
  const producers = startEach(
    produce,
    Array.from({ length: 8 }, (_, i) => [queue, i * 1250, 1250]),
  );
  join([...producers, ...consumers]);
  const lists = said.toArray() as number[][];
  said.clear();
  const isInOrder = lists.every((items) =>
    items.every((item, i) =>
      items.slice(0, i).every((other) => other < item || Math.floor(other / 1250) !== Math.floor(item / 1250)),
    ),
  );
  return { count: lists.flat().length, different: new Set(lists.flat()).size, left: queue.qsize(), isInOrder };
}

export const deliverToPatient = () => deliver({});
export const deliverToHasty = () => deliver({ timeout: 0.0001 });
export const deliverToImpatient = () => deliver({ block: false });

export function getNumbered(queue: SimpleQueue<string>, number: number) {
  sleep(number);
  said.append([queue.get(), number]);
}

export function inTurn() {
  const queue = new SimpleQueue<string>();
  const threads = startEach(getNumbered, [
    [queue, 1],
    [queue, 2],
    [queue, 3],
  ]);
  sleep(5);
  for (const item of ['a', 'b', 'c']) {
    queue.put(item);
    sleep(1);
  }
  join(threads);
  return said.toArray();
}

export function waitForever() {
  new SimpleQueue('replies').get();
}

export function repr() {
  return String(new SimpleQueue()).replace(/0x\w+/, '0xN');
}
