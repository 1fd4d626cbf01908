/**
 * Ways to take memory of the arena and keep it, class by class: how a thread takes some, and what must be there afterwards.
 */
import { SharedList, Value } from 'pyconc';
import * as multiprocessing from 'pyconc/multiprocessing';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';
import { Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore } from 'pyconc/threading';

/** A way to take memory. `n` counts how often a thread has taken some so far, so that two takers have no number in common. */
export interface Taker {
  /** Lines of 64 bytes that one takes at most. */
  readonly lines: number;
  /** Takes some; a lot if that is given back at once and `isMuch`. Throws MemoryError, and then all must be as before. */
  take(me: number, n: number, isMuch: boolean): unknown;
  /** Called before all. */
  prepare?(): void;
  /** Whether something that was taken is as it was made, and belongs to no other thread. */
  isWhole?(taken: unknown, me: number, n: number): boolean;
  /** For objects that all threads put into one place: takes everything out. */
  empty?(): readonly unknown[];
  /** How often something was taken, as counted by the functions that use it. */
  count?(): number;
  /** True for memory that is given back at once. */
  readonly isPassing?: true;
}

export const textOf = (me: number, n: number) => `${me}:${n}:${'é'.repeat((n * 37) % 300)}`;
export const nameOf = (me: number, n: number) => `number ${n} of ${me}`;
/** A number that no other taker of the run has. */
const numberOf = (me: number, n: number) => me * 10_000 + n + 1;

const list = new SharedList<string>('the list');
const queues = [
  new Queue<string>(0, 'queue'),
  new LifoQueue<string>(0, 'lifo'),
  new PriorityQueue<string>(0, 'priority'),
  new SimpleQueue<string>('simple'),
] as const;

/** Each thread has its own. */
let acted = 0;
export function act() {
  acted++;
}

function object<T>(
  lines: number,
  make: (me: number, n: number) => T,
  isWhole: (made: T, number: number) => boolean,
): Taker {
  return { lines, take: make, isWhole: (taken, me, n) => isWhole(taken as T, numberOf(me, n)) };
}

/** Takes the lock twice, where that is possible, and releases it. */
function works(lock: Lock | RLock | Condition): boolean {
  if (!lock.acquire({ blocking: false })) return false;
  const isTakenAgain = lock.acquire({ blocking: false });
  if (isTakenAgain) lock.release();
  lock.release();
  return isTakenAgain !== lock instanceof Lock;
}

function isSetOnce(event: Event): boolean {
  if (event.isSet()) return false;
  event.set();
  return event.wait();
}

function inQueue(queue: (typeof queues)[number]): Taker {
  return {
    lines: 16,
    take: (me, n) => queue.put(textOf(me, n)),
    empty: () => Array.from({ length: queue.qsize() }, () => queue.get({ block: false })),
  };
}

const emptyList = () => {
  const items = list.toArray();
  list.clear();
  return items;
};

/** Objects that stay, in one place for all. */
export const items: Readonly<Record<string, Taker>> = {
  append: { lines: 16, take: (me, n) => list.append(textOf(me, n)), empty: emptyList },
  insert: { lines: 16, take: (me, n) => list.insert(n % 7, textOf(me, n)), empty: emptyList },
  Queue: inQueue(queues[0]),
  LifoQueue: inQueue(queues[1]),
  PriorityQueue: inQueue(queues[2]),
  SimpleQueue: inQueue(queues[3]),
};

/** Objects that stay for ever. */
export const objects: Readonly<Record<string, Taker>> = {
  Lock: object(4, (me, n) => new Lock(nameOf(me, n)), works),
  RLock: object(4, (me, n) => new RLock(nameOf(me, n)), works),
  Condition: object(4, (me, n) => new Condition(null, nameOf(me, n)), works),
  Semaphore: object(
    4,
    (me, n) => new Semaphore(numberOf(me, n), nameOf(me, n)),
    ({ value }, number) => value === number,
  ),
  BoundedSemaphore: object(
    4,
    (me, n) => new BoundedSemaphore(numberOf(me, n)),
    ({ value }, number) => value === number,
  ),
  Event: object(4, (me, n) => new Event(nameOf(me, n)), isSetOnce),
  Barrier: object(
    32,
    (me, n) => new Barrier(1, { action: act, name: nameOf(me, n) }),
    (barrier) => barrier.wait() === 0 && acted-- === 1,
  ),
  Value: object(
    4,
    (me, n) => new Value('d', numberOf(me, n), nameOf(me, n)),
    ({ value }, number) => value === number,
  ),
  'new Queue': object(
    8,
    (me, n) => new Queue(numberOf(me, n), nameOf(me, n)),
    ({ maxsize }, number) => maxsize === number,
  ),
  'new SharedList': object(
    4,
    (me, n) => new SharedList(nameOf(me, n)),
    ({ length }) => length === 0,
  ),
  Process: object(
    8,
    (me, n) => new multiprocessing.Process({ name: String(numberOf(me, n)) }),
    ({ name }, number) => name === String(number),
  ),
  'multiprocessing.Lock': object(
    16,
    (me, n) => new multiprocessing.Lock(nameOf(me, n)),
    (lock) => lock.acquire({ block: false }),
  ),
  'multiprocessing.RLock': object(
    16,
    (me, n) => new multiprocessing.RLock(nameOf(me, n)),
    (lock) => lock.acquire({ block: false }),
  ),
  'multiprocessing.Value': object(
    16,
    (me, n) => new multiprocessing.Value('i', numberOf(me, n), nameOf(me, n)),
    ({ value }, number) => value === number,
  ),
  'multiprocessing.Queue': object(
    16,
    (me, n) => new multiprocessing.JoinableQueue(0, nameOf(me, n)),
    (queue) => queue.empty(),
  ),
};
