/** Programs for the memory that queues take of the arena. */
import { SharedList } from 'pyconc';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';
import { caught } from './caught.js';
import { join, start } from './thread-helpers.js';

const MIB = 2 ** 20;

/** 512 MiB in all, in pieces of all kinds, through an arena of 32 MiB. */
export function passMuch() {
  const queues = [
    new Queue<unknown>(),
    new LifoQueue<unknown>(),
    new PriorityQueue<unknown>(),
    new SimpleQueue<unknown>(),
  ];
  const text = 'x'.repeat(2 * MIB);
  const pieces: [unknown, number][] = [
    [text, 2],
    ['語'.repeat(MIB), 2],
    [new Uint8Array(2 * MIB), 2],
    [{ text }, 2],
  ];
  let passed = 0;
  for (let round = 0; passed < 512; round++) {
    const [piece, size] = pieces[round % pieces.length] as [unknown, number];
    const queue = queues[Math.floor(round / pieces.length) % queues.length] as Queue<unknown>;
    for (let i = 0; i < 4; i++) {
      // For a PriorityQueue one at a time, because bytes have no order.
      queue.put(piece);
      if (queue instanceof PriorityQueue) queue.get();
      passed += size;
    }
    while (!queue.empty()) queue.get();
  }
  return passed;
}

export function churn(queue: Queue<unknown>, times: number) {
  for (let i = 0; i < times; i++) {
    queue.put('x'.repeat(1 + ((i * 7919) % 60_000)));
    queue.get();
  }
}

/** Many threads, many sizes, and many more items than fit into a segment. */
export function churnTogether() {
  const queue = new Queue<unknown>();
  for (let i = 0; i < 2000; i++) queue.put(i);
  join(start(4, churn, queue, 2000));
  const left: unknown[] = [];
  while (!queue.empty()) left.push(queue.get());
  return left.length;
}

type Kind = new <T>() => Queue<T>;

function fill(type: Kind, make: (i: number) => unknown) {
  const queue = new type<unknown>();
  let count = 0;
  const error = caught(() => {
    for (; ; count++) queue.put(make(count));
  });
  const facts = [queue.qsize() === count, queue.unfinishedTasks === count, count > 100];
  // Numbers lie 252 to a piece, which is free once all of them are out.
  const items = Array.from({ length: Math.min(count, 300) }, () => queue.get());
  const again = caught(() => queue.put(make(count)));
  while (!queue.empty()) items.push(queue.get());
  const isWhole = new Set(items.map((item) => JSON.stringify(item))).size === count + 1;
  return { error: error?.slice(0, 27), facts, again, isWhole };
}

const texts = (i: number) => `${i} ${'x'.repeat(5000)}`;
const numbers = (i: number) => i;
const objects = (i: number) => ({ i, list: Array.from({ length: 300 }, (_, n) => n) });
const tuples = (i: number) => [i, 'x'.repeat(3000)];

export const fillWithTexts = () => fill(Queue, texts);
export const fillStackWithTexts = () => fill(LifoQueue, texts);
export const fillHeapWithTexts = () => fill(PriorityQueue, texts);
export const fillWithNumbers = () => fill(Queue, numbers);
export const fillStackWithNumbers = () => fill(LifoQueue, numbers);
export const fillWithObjects = () => fill(Queue, objects);
export const fillHeapWithTuples = () => fill(PriorityQueue, tuples);

/** A thread that was woken for room and then finds the arena full leaves it to the next. */
export function putText(queue: Queue<unknown>, length: number, log: SharedList<unknown>) {
  log.append(caught(() => queue.put('x'.repeat(length)))?.slice(0, 11) ?? 'put');
}

export function failWithoutRoom() {
  const queue = new Queue<unknown>(1);
  const log = new SharedList<unknown>();
  queue.put(1);
  const early = caught(() => queue.put('x'.repeat(20 * MIB)))?.slice(0, 11);
  const waiting = start(1, putText, queue, 10, log);
  const first = queue.get();
  for (const thread of waiting) thread.join();
  return { early, first, log: log.toArray(), size: queue.qsize(), unfinished: queue.unfinishedTasks };
}
