/** Programs for the behaviour that Queue, LifoQueue and PriorityQueue share. */
import { SharedList, sleep, Value } from 'pyconc';
import { Empty, Full, LifoQueue, PriorityQueue, Queue, type QueueWaitOptions, ShutDown } from 'pyconc/queue';
import { Lock } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, start, startEach, timed } from './thread-helpers.js';

const said = new SharedList<unknown>();
const guard = new Lock();
const sum = new Value('d', 0);

export type Kind = new <T>(maxsize?: number, name?: string) => Queue<T>;

// ------------------------------------------------------------------------------------------------ one thread

function live(type: Kind) {
  const queue = new type<number>(3);
  const facts = () => [queue.qsize(), queue.empty(), queue.full(), queue.unfinishedTasks];
  const seen: unknown[] = [queue.maxsize, queue.isShutdown, facts()];
  queue.put(2);
  queue.putNowait(1);
  seen.push(facts());
  queue.put(3, { timeout: 1 });
  seen.push(
    facts(),
    caught(() => queue.putNowait(4)),
  );
  const items = [queue.get(), queue.getNowait(), queue.get({ block: false })];
  return { seen, items, end: [facts(), caught(() => queue.getNowait())] };
}
export const liveFifo = () => live(Queue);
export const liveLifo = () => live(LifoQueue);
export const livePriority = () => live(PriorityQueue);

export function errorClasses() {
  return [Empty, Full, ShutDown].map((type) => {
    const error = new type();
    return [error.name, error.message, Object.getPrototypeOf(type) === Error];
  });
}

function waitOptions(type: Kind) {
  const attempt = (action: () => unknown) => caught(action) ?? 'nothing';
  const timeouts: QueueWaitOptions[] = [
    { timeout: -1 },
    { timeout: -0.001 },
    { block: false, timeout: -1 },
    { block: false, timeout: Number.NaN },
    { timeout: 0 },
    { timeout: Number.NaN },
    { timeout: Number.POSITIVE_INFINITY },
    { timeout: '1' as unknown as number },
  ];
  const bounded = new type<number>(1);
  const emptyGets = timeouts.map((each) => attempt(() => bounded.get(each)));
  const roomyPuts = timeouts.map((each) =>
    attempt(() => {
      bounded.put(1, each);
      bounded.get();
    }),
  );
  bounded.put(1);
  const fullPuts = timeouts.map((each) => attempt(() => bounded.put(2, each)));
  const fullGets = timeouts.map((each) =>
    attempt(() => {
      bounded.get(each);
      bounded.put(1);
    }),
  );
  const unbounded = new type<number>();
  const puts = timeouts.map((each) => attempt(() => unbounded.put(1, each)));
  return { emptyGets, roomyPuts, fullPuts, fullGets, puts, size: unbounded.qsize() };
}
export const waitOptionsFifo = () => waitOptions(Queue);
export const waitOptionsLifo = () => waitOptions(LifoQueue);
export const waitOptionsPriority = () => waitOptions(PriorityQueue);

function waitInVain(type: Kind) {
  const queue = new type<number>(1);
  const empty = timed(() => caught(() => queue.get({ timeout: 0.2 })));
  queue.put(1);
  return [empty, timed(() => caught(() => queue.put(2, { timeout: 0.3 })))];
}
export const waitInVainFifo = () => waitInVain(Queue);
export const waitInVainLifo = () => waitInVain(LifoQueue);
export const waitInVainPriority = () => waitInVain(PriorityQueue);

/** As in Python, where they are not objects. */
export function positionalOptions() {
  const queue = new Queue<number>(1);
  const no = false as unknown as QueueWaitOptions;
  return [caught(() => queue.get(no)), caught(() => queue.put(1, no)), queue.qsize()];
}

export function maxsizes() {
  const sizes = [0, -5, 2, 2.5, 2 ** 40, Number.POSITIVE_INFINITY].map((maxsize) => new Queue(maxsize).maxsize);
  const refused = [Number.NaN, 'tasks' as unknown as number].map((maxsize) => caught(() => new Queue(maxsize)));
  const queue = new Queue<number>(3);
  for (const item of [1, 2, 3]) queue.put(item);
  queue.maxsize = 2;
  const shrunk: unknown[] = [queue.full(), caught(() => queue.putNowait(4))];
  queue.get();
  shrunk.push(caught(() => queue.putNowait(4)));
  queue.get();
  shrunk.push(
    caught(() => queue.putNowait(4)),
    queue.qsize(),
  );
  queue.maxsize = 0;
  shrunk.push(
    caught(() => queue.putNowait(5)),
    queue.full(),
  );
  return { sizes, refused, shrunk, bad: caught(() => (queue.maxsize = Number.NaN)) };
}

function countTasks(type: Kind) {
  const queue = new type<number>();
  const early = caught(() => queue.taskDone());
  queue.put(1);
  queue.put(2);
  queue.get();
  const gotten = queue.unfinishedTasks;
  queue.taskDone();
  queue.taskDone();
  const done = queue.unfinishedTasks;
  const late = caught(() => queue.taskDone());
  queue.join();
  return [early, gotten, done, late, queue.unfinishedTasks, queue.qsize()];
}
export const countTasksFifo = () => countTasks(Queue);
export const countTasksLifo = () => countTasks(LifoQueue);
export const countTasksPriority = () => countTasks(PriorityQueue);

function shutDownAlone(type: Kind) {
  const look = (queue: Queue<number>) => [queue.isShutdown, queue.qsize(), queue.unfinishedTasks];
  const gentle = new type<number>(2);
  gentle.put(1);
  gentle.put(2);
  gentle.shutdown();
  const seen: unknown[] = [look(gentle), caught(() => gentle.put(3)), caught(() => gentle.putNowait(3))];
  seen.push([gentle.get(), gentle.get()].sort());
  seen.push(
    caught(() => gentle.get()),
    caught(() => gentle.getNowait()),
    caught(() => gentle.get({ timeout: -1 })),
  );
  gentle.taskDone();
  gentle.taskDone();
  gentle.join();
  seen.push(caught(() => gentle.taskDone()));
  const abrupt = new type<number>(2);
  abrupt.put(1);
  abrupt.put(2);
  abrupt.get();
  abrupt.shutdown(true);
  const after: unknown[] = [look(abrupt), caught(() => abrupt.get()), caught(() => abrupt.putNowait(3))];
  after.push(
    caught(() => abrupt.taskDone()),
    caught(() => abrupt.taskDone()),
  );
  abrupt.join();
  const escalated = new type<number>();
  escalated.put(1);
  escalated.shutdown();
  escalated.shutdown(true);
  escalated.shutdown();
  after.push(look(escalated));
  return { seen, after };
}
export const shutDownAloneFifo = () => shutDownAlone(Queue);
export const shutDownAloneLifo = () => shutDownAlone(LifoQueue);
export const shutDownAlonePriority = () => shutDownAlone(PriorityQueue);

// ------------------------------------------------------------------------------------------------ many threads

export function produce(queue: Queue<number>, first: number, many: number) {
  for (let i = 0; i < many; i++) queue.put(first + i);
}

export function consume(queue: Queue<number>, log: SharedList<unknown>, many: number) {
  const items: number[] = [];
  let isTooLong = false;
  for (let i = 0; i < many; i++) {
    items.push(queue.get());
    if (queue.maxsize > 0 && queue.qsize() > queue.maxsize) isTooLong = true;
    queue.taskDone();
  }
  log.append({ items, isTooLong });
}

function deliver(type: Kind, maxsize: number) {
  const queue = new type<number>(maxsize);
  const consumers = start(8, consume, queue, said, 1250);
  const producers = startEach(
    produce,
    Array.from({ length: 8 }, (_, i) => [queue, i * 1250, 1250]),
  );
  join([...producers, ...consumers]);
  queue.join();
  const received = said.toArray() as { items: number[]; isTooLong: boolean }[];
  said.clear();
  const all = received.flatMap(({ items }) => items);
  const isInOrder = received.every(({ items }) => {
    const last = new Map<number, number>();
    return items.every((item) => {
      const producer = Math.floor(item / 1250);
      const isLater = item > (last.get(producer) ?? -1);
      last.set(producer, item);
      return isLater;
    });
  });
  const isTooLong = received.some((each) => each.isTooLong);
  return { count: all.length, different: new Set(all).size, left: queue.qsize(), isTooLong, isInOrder };
}
export const deliverFifo = () => [deliver(Queue, 10), deliver(Queue, 1), deliver(Queue, 0)];
export const deliverLifo = () => [deliver(LifoQueue, 10), deliver(LifoQueue, 1), deliver(LifoQueue, 0)];
export const deliverPriority = () => [deliver(PriorityQueue, 10), deliver(PriorityQueue, 0)];

export function getAt(queue: Queue<unknown>, time: number) {
  sleep(time);
  said.append([time, caught(() => queue.get())]);
}

export function putAt(queue: Queue<unknown>, time: number, options?: QueueWaitOptions) {
  sleep(time);
  said.append([time, caught(() => queue.put(time, options))]);
}

function getInOrder(type: Kind) {
  const queue = new type<string>();
  const threads = startEach(
    getNumbered,
    Array.from({ length: 10 }, (_, i) => [queue, i + 1, 1]),
  );
  sleep(20);
  for (let i = 0; i < 10; i++) {
    queue.put('item');
    sleep(1);
  }
  join(threads);
  return said.toArray();
}
export const getInOrderFifo = () => getInOrder(Queue);
export const getInOrderLifo = () => getInOrder(LifoQueue);
export const getInOrderPriority = () => getInOrder(PriorityQueue);

export function getNumbered(queue: Queue<string>, number: number, times: number) {
  sleep(number);
  for (let i = 0; i < times; i++) {
    queue.get();
    said.append(number);
  }
}

/** Three idle consumers, and an item now and then. */
export function roundRobin() {
  const queue = new Queue<string>();
  const threads = startEach(getNumbered, [
    [queue, 1, 5],
    [queue, 2, 5],
    [queue, 3, 5],
  ]);
  sleep(10);
  for (let i = 0; i < 15; i++) {
    queue.put('item');
    sleep(1);
  }
  join(threads);
  return said.toArray();
}

export function putInOrder() {
  const queue = new Queue<number>(1);
  queue.put(0);
  const threads = startEach(
    putAt,
    Array.from({ length: 10 }, (_, i) => [queue, i + 1]),
  );
  sleep(20);
  const items: number[] = [];
  for (let i = 0; i <= 10; i++) {
    items.push(queue.get());
    sleep(1);
  }
  join(threads);
  return items;
}

export function steal(queue: Queue<number>, isGet: boolean) {
  for (let i = 0; i < 40; i++) {
    sleep(0.1);
    try {
      if (isGet) {
        queue.getNowait();
        queue.putNowait(1);
      } else {
        queue.putNowait(1);
        queue.getNowait();
      }
    } catch {
      return;
    }
  }
}

export function waitAmongThieves(queue: Queue<number>, isGet: boolean) {
  const options = { timeout: 1 };
  const { answer, seconds } = timed(() => caught(() => (isGet ? queue.get(options) : queue.put(2, options))));
  said.append({ answer, seconds });
}

/** Woken again and again for items that another thread then takes. */
function loseToThieves(type: Kind) {
  for (const isGet of [true, false]) {
    for (let round = 0; round < 5; round++) {
      const queue = new type<number>(1);
      if (!isGet) queue.put(1);
      const threads = [...start(1, steal, queue, !isGet), ...start(1, waitAmongThieves, queue, isGet)];
      join(threads);
    }
  }
  return said.toArray() as { answer: string | null; seconds: number }[];
}
export const loseToThievesFifo = () => loseToThieves(Queue);
export const loseToThievesLifo = () => loseToThieves(LifoQueue);
export const loseToThievesPriority = () => loseToThieves(PriorityQueue);

function shutDownWhileBlocked(type: Kind) {
  const answers: unknown[] = [];
  for (const isImmediate of [false, true]) {
    const empty = new type<number>(1);
    const full = new type<number>(1);
    full.put(0);
    const getters = startEach(getAt, [
      [empty, 1],
      [empty, 2],
      [empty, 3],
    ]);
    const putters = startEach(putAt, [
      [full, 4],
      [full, 5, { timeout: 100 }],
    ]);
    const joiners = start(2, joinAndSay, full);
    sleep(10);
    empty.shutdown(isImmediate);
    full.shutdown(isImmediate);
    join([...getters, ...putters]);
    // If the item has not been got, its task is not done.
    if (!isImmediate) {
      said.append(['left', full.get()]);
      full.taskDone();
    }
    join(joiners);
    answers.push((said.toArray() as [unknown, unknown][]).map((each) => each.join(' ')).sort());
    said.clear();
  }
  return answers;
}
export const shutDownWhileBlockedFifo = () => shutDownWhileBlocked(Queue);
export const shutDownWhileBlockedLifo = () => shutDownWhileBlocked(LifoQueue);
export const shutDownWhileBlockedPriority = () => shutDownWhileBlocked(PriorityQueue);

export function joinAndSay(queue: Queue<unknown>) {
  queue.join();
  said.append(['joined', queue.unfinishedTasks]);
}

/** There is room by the time the putter looks, and the queue is shut down. */
export function shutDownWithRoom() {
  const queue = new Queue<number>(1);
  queue.put(0);
  const threads = startEach(putAt, [[queue, 1]]);
  sleep(2);
  queue.get();
  queue.shutdown();
  join(threads);
  return [said.toArray(), queue.qsize()];
}

export function work(queue: Queue<number>) {
  for (;;) {
    try {
      const item = queue.get();
      guard.with(() => (sum.value += item));
      queue.taskDone();
    } catch (error) {
      if (!(error instanceof ShutDown)) throw error;
      return;
    }
  }
}

/** `join` returns when the work is done, and not before. */
export function joinWhenDone() {
  let right = 0;
  for (let round = 0; round < 20; round++) {
    sum.value = 0;
    const queue = new Queue<number>(5);
    const workers = start(4, work, queue);
    for (let i = 1; i <= 50; i++) queue.put(i);
    queue.join();
    if (sum.value === 1275) right++;
    queue.shutdown();
    join(workers);
  }
  return right;
}

export function joinFromMany() {
  const queue = new Queue<number>();
  queue.put(1);
  queue.put(2);
  const joiners = start(3, joinAndSay, queue);
  sleep(1);
  queue.get();
  queue.taskDone();
  // Not done yet: one task, and then another that comes in between.
  queue.put(3);
  queue.taskDone();
  sleep(1);
  const early = said.length;
  queue.taskDone();
  join(joiners);
  return [early, said.toArray()];
}

export function reprs() {
  return [new Queue(), new LifoQueue(), new PriorityQueue()].map((queue) => String(queue).replace(/0x\w+/, '0xN'));
}
