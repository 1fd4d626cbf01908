/** Programs for the contract of PriorityQueue: its order. */
import { SharedList, sleep } from 'pyconc';
import { PriorityQueue } from 'pyconc/queue';
import { Lock } from 'pyconc/threading';
import { caught } from './caught.js';
import { start } from './thread-helpers.js';

function drain(queue: PriorityQueue<unknown>): unknown[] {
  const items: unknown[] = [];
  while (!queue.empty()) items.push(queue.getNowait());
  return items;
}

/** The items that come out for those put in; null for a put that is refused. */
function sorted(items: readonly unknown[]): unknown[] {
  const queue = new PriorityQueue<unknown>();
  for (const item of items) queue.put(item);
  return drain(queue);
}

export function orders() {
  return {
    numbers: sorted([3, 1.5, -2, 10, 9, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]),
    mixedNumbers: sorted([2, true, 0.5, false, -1, 3n, 2n ** 70n, 1e300]),
    texts: sorted(['b', 'a', 'B', '', 'aa', '10', '9', 'é', 'z']),
    codePoints: sorted(['\u{1f600}', '\uffff', '\ue000', 'a\u{10000}', 'a\uffff', '\ud83d', '\ud83dz']),
    tuples: sorted([[10, 'a'], [9, 'b'], [9, 'a'], [9], [], [9, 'a', 0]]),
    nested: sorted([
      [[2, 1], 'x'],
      [[1, 5], 'y'],
      [[1], 'z'],
    ]),
    dates: sorted([new Date(2), new Date(1)]),
  };
}

/** Equal elements leave the decision to the next ones. */
export function equalElements() {
  const pairs: [unknown, unknown][] = [
    [
      [1, 2],
      [true, 1],
    ],
    [
      [1n, 2],
      [1, 1],
    ],
    [
      [null, 2],
      [null, 1],
    ],
    [
      [null, 2],
      [undefined, 1],
    ],
    [
      [{ a: 1 }, 2],
      [{ a: 1 }, 1],
    ],
    [
      [[1], 2],
      [[true], 1],
    ],
    [
      [[0, [1n]], 2],
      [[-0, [1]], 1],
    ],
    [
      [new Set([1]), 2],
      [new Set([1]), 1],
    ],
  ];
  return pairs.map((pair) => (drain(pushAll(pair)) as [unknown, number][]).map(([, second]) => second));
}

function pushAll(items: readonly unknown[]): PriorityQueue<unknown> {
  const queue = new PriorityQueue<unknown>();
  for (const item of items) queue.put(item);
  return queue;
}

/** The second of each pair cannot be compared with the first: it is refused, and the first stays. */
export function incomparable() {
  const lock = new Lock();
  const pairs: [unknown, unknown][] = [
    [1, 'a'],
    ['a', 1],
    [1, null],
    [null, null],
    [undefined, 1],
    [1, [1]],
    [
      [1, 'a'],
      [1, 2],
    ],
    [
      [1, null],
      [1, 2],
    ],
    [
      [1, { a: 1 }],
      [1, { a: 2 }],
    ],
    [{}, {}],
    [new Set(), new Set()],
    [new Map(), 1.5],
    [true, 'a'],
    [1n, 'a'],
    [lock, new Lock()],
    [new Date(0), 0],
  ];
  return pairs.map(([first, second]) => {
    const queue = new PriorityQueue<unknown>();
    queue.put(first);
    const error = caught(() => queue.put(second));
    return [error, queue.qsize(), queue.unfinishedTasks, queue.get() === undefined || true];
  });
}

/** Two items that have not been compared before become neighbours when the smallest is taken. */
export function incomparableInside() {
  const queue = pushAll([[0], [1, 'a'], [1, 2]]);
  const errors = [caught(() => queue.get()), caught(() => queue.get())];
  const after = [queue.qsize(), queue.unfinishedTasks];
  queue.shutdown(true);
  return { errors, after, empty: queue.qsize() };
}

/** heapq's own algorithm, on the priorities alone: it decides which of two equal items comes first. */
function heapqOrder(operations: readonly (number | null)[]): string[] {
  const heap: [number, string][] = [];
  const out: string[] = [];
  const isLess = (a: number, b: number) => (heap[a] as [number, string])[0] < (heap[b] as [number, string])[0];
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b] as [number, string], heap[a] as [number, string]];
  };
  const rise = (from: number) => {
    for (let at = from; at > 0; ) {
      const parent = Math.floor((at - 1) / 2);
      if (!isLess(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  for (const [i, priority] of operations.entries()) {
    if (priority !== null) {
      heap.push([priority, `item ${i}`]);
      rise(heap.length - 1);
    } else if (heap.length > 0) {
      swap(0, heap.length - 1);
      out.push((heap.pop() as [number, string])[1]);
      let at = 0;
      for (let child = 1; child < heap.length; child = 2 * at + 1) {
        if (child + 1 < heap.length && !isLess(child, child + 1)) child++;
        swap(at, child);
        at = child;
      }
      rise(at);
    }
  }
  return out;
}

/** Number `n` as the order of seven keys. Two of these are equal to each other, as dicts are in Python, and still told apart. */
function inKeys(n: number): object {
  const keys = [...'abcdefg'];
  const object: Record<string, number> = {};
  for (let left = n; keys.length > 0; left = Math.floor(left / (keys.length + 1))) {
    const [key] = keys.splice(left % keys.length, 1) as [string];
    object[key] = 0;
  }
  return object;
}

/** Few priorities and many items. */
export function ties() {
  const next = generator(12345);
  const operations = Array.from({ length: 3000 }, () => (next(5) < 2 ? null : next(6)));
  const names = operations.map((_, i) => Object.keys(inKeys(i)).join(''));
  const queue = new PriorityQueue<[number, object]>();
  const out: string[] = [];
  for (const [i, priority] of operations.entries()) {
    if (priority !== null) queue.put([priority, inKeys(i)]);
    else if (!queue.empty()) out.push(`item ${names.indexOf(Object.keys(queue.get()[1]).join(''))}`);
  }
  const expected = heapqOrder(operations);
  return { wrong: out.filter((name, i) => name !== expected[i]).length, names: new Set(names).size, count: out.length };
}

function generator(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

export function putAll(queue: PriorityQueue<unknown>, items: readonly unknown[], log: SharedList<unknown>) {
  for (const item of items) log.append(caught(() => queue.put(item)));
}

/** A thread that was woken for room and cannot use it leaves it to the next. */
export function refusedForRoom() {
  const queue = new PriorityQueue<unknown>(2);
  const log = new SharedList<unknown>();
  queue.put(1);
  queue.put(2);
  const refused = start(1, putAll, queue, ['text'], log);
  sleep(1);
  const next = start(1, putAll, queue, [3], log);
  sleep(1);
  const first = queue.get();
  for (const thread of [...refused, ...next]) thread.join();
  return { first, log: (log.toArray() as (string | null)[]).map(String).sort(), left: drain(queue) };
}
