/** Queues of all kinds: nothing lost, nothing doubled, each producer's items in order, never too many, and all come to an end. */
import { randint, SharedList, Value } from 'pyconc';
import { Empty, Full, LifoQueue, PriorityQueue, Queue, ShutDown, SimpleQueue } from 'pyconc/queue';
import { Lock } from 'pyconc/threading';
import { briefly, check, conclude, dawdle, find, together } from './conclusion.js';

type AnyQueue = Queue<unknown> | SimpleQueue<unknown>;

/** Numbers of a put: its thread, and its count there. The rest of an item follows from them. */
interface Item {
  readonly producer: number;
  readonly n: number;
  readonly load: unknown;
}

const guard = new Lock();
const producing = new Value('i', 0, 'producing');
const put = new Value('i', 0, 'put');
const done = new Value('i', 0, 'done');
const received = new SharedList<number[]>('received');

function loadFor(producer: number, n: number): unknown {
  switch ((producer * 31 + n) % 6) {
    case 0:
      return undefined;
    case 1:
      return 'é'.repeat(n % 100);
    case 2:
      return { n, text: '語'.repeat(n % 50), list: [n, null] };
    case 3:
      return new Uint8Array([n, producer]);
    case 4:
      return n % 2 ? guard : [guard, n];
    default:
      return -n;
  }
}

/** As a tuple of numbers for queues that compare. */
function pack(queue: AnyQueue, item: Item): unknown {
  return queue instanceof PriorityQueue ? [item.n % 10, item.producer, item.n] : item;
}

function unpack(item: unknown): Item {
  if (!Array.isArray(item)) return item as Item;
  return { producer: item[1], n: item[2], load: loadFor(item[1], item[2]) };
}

export function produce(queue: AnyQueue, producer: number, many: number) {
  let n = 0;
  try {
    while (n < many) {
      if (tryPut(queue, pack(queue, { producer, n, load: loadFor(producer, n) }))) n++;
      if (randint(0, 3) === 0) dawdle();
    }
  } catch (error) {
    if (!(error instanceof ShutDown)) throw error;
  }
  const isLast = guard.with(() => {
    put.value += n;
    producing.value -= 1;
    return producing.value === 0;
  });
  if (isLast) endOf(queue);
}

function endOf(queue: AnyQueue) {
  if (queue instanceof Queue) queue.shutdown();
  else for (let i = 0; i < 8; i++) queue.put(null);
}

function tryPut(queue: AnyQueue, item: unknown): boolean {
  try {
    const way = randint(0, 3);
    if (way === 0) queue.putNowait(item);
    else if (way === 1) queue.put(item, { timeout: Math.max(0, briefly()) });
    else queue.put(item);
    return true;
  } catch (error) {
    if (error instanceof Full) return false;
    throw error;
  }
}

export function consume(queue: AnyQueue, isFifo: boolean) {
  const mine: number[] = [];
  const last = new Map<number, number>();
  let tasks = 0;
  try {
    for (;;) {
      const item = tryGet(queue);
      if (item === undefined) continue;
      if (item === null) break;
      const { producer, n, load } = unpack(item);
      mine.push(producer * 1000 + n);
      check(isAsPut(load, loadFor(producer, n)), () => `item ${n} of ${producer} came with ${String(load)}`);
      if (isFifo) check(n > (last.get(producer) ?? -1), () => `item ${n} of ${producer} overtook another`);
      last.set(producer, n);
      if (queue instanceof Queue) {
        const { maxsize } = queue;
        check(maxsize === 0 || queue.qsize() <= maxsize, () => `more than ${maxsize} items`);
        queue.taskDone();
        tasks++;
      }
      if (randint(0, 3) === 0) dawdle();
    }
  } catch (error) {
    if (!(error instanceof ShutDown)) throw error;
  }
  received.append(mine);
  guard.with(() => (done.value += tasks));
}

/** undefined if there is none. */
function tryGet(queue: AnyQueue): unknown {
  try {
    const way = randint(0, 3);
    if (way === 0) return queue.getNowait();
    return way === 1 ? queue.get({ timeout: Math.max(0, briefly()) }) : queue.get();
  } catch (error) {
    if (error instanceof Empty) return undefined;
    throw error;
  }
}

/** Of a lock only its place: whether it is held changes all the time. */
function isAsPut(load: unknown, expected: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(value)?.replace(/<\w*locked /, '<');
  return text(load) === text(expected);
}

export function act(what: string, ...args: [AnyQueue, never, never]) {
  if (what === 'produce') produce(...args);
  else if (what === 'consume') consume(args[0], args[1]);
  else if (what === 'join') (args[0] as Queue).join();
  else if (what === 'shutdown') {
    for (let i = 0; i < 20; i++) dawdle();
    (args[0] as Queue).shutdown(true);
  } else find(`nothing is called ${what}`);
}

export function main() {
  const maxsize = randint(0, 4);
  const kind = randint(0, 3);
  const queue = [
    () => new Queue(maxsize),
    () => new LifoQueue(maxsize),
    () => new PriorityQueue(maxsize),
    () => new SimpleQueue(),
  ][kind]?.() as AnyQueue;
  const isCutShort = queue instanceof Queue && randint(0, 2) === 0;
  const many = 80;
  producing.value = 5;
  const threads: unknown[][] = [
    ...[0, 1, 2, 3, 4].map((producer) => ['produce', queue, producer, many]),
    ...Array(5).fill(['consume', queue, kind === 0 || kind === 3]),
  ];
  if (queue instanceof Queue) threads.push(['join', queue], ['join', queue]);
  if (isCutShort) threads.push(['shutdown', queue]);
  together(act, threads);
  const ids = received.toArray().flat();
  check(new Set(ids).size === ids.length, () => `${ids.length - new Set(ids).size} items came twice`);
  const isAll = isCutShort ? ids.length <= put.value : ids.length === 5 * many && put.value === 5 * many;
  check(isAll, () => `${put.value} items were put, and ${ids.length} came out`);
  if (queue instanceof Queue) {
    check(queue.qsize() === 0, () => `${queue.qsize()} items are left`);
    const open = queue.unfinishedTasks;
    check(open === 0 && done.value === ids.length, () => `${open} tasks are open, ${done.value} were done`);
  }
  conclude();
}
