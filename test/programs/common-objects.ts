/** Programs for the contract of the objects that processes share: Lock, RLock, Queue, JoinableQueue and Value. */
import { log, sleep } from 'pyconc';
import { JoinableQueue, Lock, Process, Queue, RLock, Value } from 'pyconc/multiprocessing';
import { Thread } from 'pyconc/threading';
import { caught } from './caught.js';

const lock = new Lock('lock');
const rlock = new RLock('rlock');
const answers = new Queue<unknown>(0, 'answers');
const gate = new Queue<null>(0, 'gate');
const small = new Queue<number>(2, 'small');
const tasks = new JoinableQueue<number>(0, 'tasks');
const counter = new Value('i', 0, 'counter');

// biome-ignore lint/suspicious/noExplicitAny: any exported function can be a target
function started(target: (...args: any[]) => unknown, ...args: unknown[]): Process {
  const process = new Process({ target, args });
  process.start();
  return process;
}

export function answer(value: unknown) {
  answers.put(value);
}

// ------------------------------------------------------------------------------------------------ locks

export function sayLocks() {
  answers.put([String(lock), String(rlock)]);
}

/** Holds both until the gate is opened. */
export function holdLocks() {
  lock.acquire();
  rlock.acquire();
  rlock.acquire();
  answers.put([String(lock), String(rlock)]);
  gate.get();
  rlock.release();
  rlock.release();
  lock.release();
}

export function lockReprs() {
  const free = [String(lock), String(rlock)];
  const holder = started(holdLocks);
  const held = answers.get();
  const seen = [String(lock), String(rlock)];
  gate.put(null);
  holder.join();
  lock.acquire();
  rlock.acquire();
  const mine = [String(lock), String(rlock)];
  const thread = new Thread({ target: sayLocks, name: 'other' });
  thread.start();
  thread.join();
  const byThread = answers.get();
  lock.release();
  rlock.release();
  return { free, held, seen, mine, byThread };
}

export function releaseErrors() {
  const held = caught(() => rlock.release());
  const holder = started(holdLocks);
  answers.get();
  const byOther = caught(() => rlock.release());
  // Any thread may release a Lock.
  lock.release();
  const isFree = lock.acquire({ block: false });
  gate.put(null);
  holder.join();
  return [caught(() => new Lock().release()), held, byOther, isFree, caught(() => lock.release())];
}

export function timeouts() {
  const holder = started(holdLocks);
  answers.get();
  const said = [
    lock.acquire({ block: false }),
    lock.acquire({ block: false, timeout: 5 }),
    lock.acquire({ timeout: -1 }),
    lock.acquire({ timeout: 0 }),
    lock.acquire({ timeout: 0.1 }),
    rlock.acquire({ timeout: 0.1 }),
    caught(() => lock.acquire({ timeout: 'soon' as unknown as number })),
  ];
  gate.put(null);
  const isTaken = [lock.acquire({ timeout: 30 }), rlock.acquire()];
  holder.join();
  return [...said, ...isTaken];
}

export function addUnderLock(times: number) {
  for (let i = 0; i < times; i++) {
    lock.with(() => rlock.with(() => rlock.with(() => (counter.value += 1))));
  }
}

export function exclude() {
  const processes = [1, 2, 3].map(() => started(addUnderLock, 20));
  const threads = [1, 2].map(() => new Thread({ target: addUnderLock, args: [20] }));
  for (const thread of threads) thread.start();
  for (const each of [...processes, ...threads]) each.join();
  return counter.value;
}

export function takeTurn(number: number) {
  answers.put('ready');
  lock.with(() => answers.put(number));
}

/** Each thread begins to wait after the one before. */
export function inOrder() {
  lock.acquire();
  const processes = [1, 2, 3].map((number) => {
    const process = started(takeTurn, number);
    answers.get();
    sleep(1);
    return process;
  });
  lock.release();
  const order = [answers.get(), answers.get(), answers.get()];
  for (const process of processes) process.join();
  return order;
}

// ------------------------------------------------------------------------------------------------ queues

export function queueLimits() {
  small.put(1);
  small.put(2);
  return [
    small.qsize(),
    small.full(),
    small.empty(),
    caught(() => small.putNowait(3)),
    caught(() => small.put(3, { timeout: 0.05 })),
    caught(() => small.put(3, { timeout: -1 })),
    small.get(),
    small.getNowait(),
    small.empty(),
    caught(() => small.getNowait()),
    caught(() => small.get({ timeout: 0.05 })),
    caught(() => small.get({ timeout: -1 })),
    caught(() => small.get({ block: false, timeout: -1 })),
    caught(() => small.put((() => {}) as unknown as number)),
    small.qsize(),
  ];
}

export function fillAndEmpty(items: number) {
  for (let i = 0; i < items; i++) small.put(i);
}

/** The putter has to wait for the getter again and again. */
export function bounded() {
  const putter = started(fillAndEmpty, 20);
  const got = Array.from({ length: 20 }, () => small.get());
  putter.join();
  return [got, small.empty()];
}

export function closed() {
  const queue = new Queue<number>();
  const early = caught(() => queue.joinThread());
  queue.put(1);
  queue.close();
  queue.close();
  queue.joinThread();
  queue.cancelJoinThread();
  return [early, caught(() => queue.put(2)), caught(() => queue.get()), String(queue), String(new JoinableQueue())].map(
    (text) => text?.replace(/0x\w+/, '0x…'),
  );
}

const everything = [
  1,
  -0.5,
  null,
  undefined,
  true,
  'text 中文 \ud800',
  10n,
  [1, [2]],
  { a: { b: 1 } },
  new Map([[1, new Set([2])]]),
  new Date(5),
  new Uint16Array([1, 2]),
  'x'.repeat(1_000_000),
];

export function echo() {
  for (let item = small.get(); item !== -1; item = small.get()) answers.put([everything[item], tasks]);
}

/** There and back: one item of each kind, with a shared object beside it. */
export function items() {
  const process = started(echo);
  const back = everything.map((_, i) => {
    small.put(i);
    return answers.get() as [unknown, JoinableQueue<number>];
  });
  small.put(-1);
  process.join();
  for (const [, queue] of back) queue.put(7);
  return { same: back.map(([item]) => item), sent: everything, queued: tasks.qsize() };
}

export function work() {
  for (let task = tasks.get(); task >= 0; task = tasks.get()) {
    answers.put(task);
    tasks.taskDone();
  }
  tasks.taskDone();
}

export function joinable() {
  tasks.join();
  const workers = [started(work), started(work)];
  for (let i = 0; i < 30; i++) tasks.put(i);
  tasks.join();
  const done = answers.qsize();
  for (const _ of workers) tasks.put(-1);
  for (const worker of workers) worker.join();
  tasks.join();
  const got = Array.from({ length: done }, () => answers.get() as number).sort((a, b) => a - b);
  return [got, caught(() => tasks.taskDone())];
}

export function putMany(from: number, count: number) {
  for (let i = 0; i < count; i++) answers.put(from + i);
}

/** In the order of each producer, and none lost or doubled. */
export function manyItems() {
  const putters = [0, 1, 2].map((n) => started(putMany, n * 1000, 500));
  const got = Array.from({ length: 1500 }, () => answers.get() as number);
  for (const putter of putters) putter.join();
  const isInOrder = [0, 1, 2].every((n) => {
    const own = got.filter((item) => Math.floor(item / 1000) === n);
    return own.length === 500 && own.every((item, i) => item === n * 1000 + i);
  });
  return [isInOrder, answers.empty()];
}

// ------------------------------------------------------------------------------------------------ values

export function valueErrors() {
  const whole = new Value('i', 2 ** 31);
  const double = new Value('d', 0.5);
  double.value += 0.25;
  return [
    whole.value,
    double.value,
    caught(() => new Value('x' as 'i')),
    caught(() => {
      whole.value = 0.5;
    }),
    caught(() => {
      whole.value = 'a' as unknown as number;
    }),
    String(counter),
    String(double),
  ];
}

export function setCounter(number: number) {
  log('sets');
  counter.value = number;
  log('has set');
}

/** A thread that reads or writes without the lock waits for its holder. */
export function valueLock() {
  const held = counter.getLock();
  held.acquire();
  const isSame = counter.getLock().acquire({ block: false });
  const writer = started(setCounter, 5);
  sleep(2);
  const before = counter.value;
  counter.value = before + 1;
  held.release();
  held.release();
  writer.join();
  return [isSame, before, counter.value, String(held)];
}
