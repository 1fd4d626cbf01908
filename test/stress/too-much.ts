/** Ways to ask for more than there is: each takes some memory before it comes to the part that does not fit. */
import { SharedList, Value } from 'pyconc';
import * as multiprocessing from 'pyconc/multiprocessing';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';
import { Barrier, Condition, currentThread, Event, Lock, RLock, Semaphore, Thread, Timer } from 'pyconc/threading';
import { check } from './conclusion.js';
import { ROOM } from './room.js';

const list = new SharedList<string>('refused');
const queues = [new Queue<string>(), new LifoQueue<string>(), new PriorityQueue<string>(), new SimpleQueue<string>()];

export function nothing() {}

const large = 'x'.repeat(2 * ROOM * 64);

/** To be called while there is room. */
export function waysToAskForTooMuch(): Readonly<Record<string, () => unknown>> {
  // Made once: the Event of a Timer exists for as long as the run, even if its start is refused. And made in the run: the
  // module's own would keep a thread's number in every process that imports it.
  const timer = new Timer(0, nothing, [large] as never);
  return {
    append: () => list.append(large),
    insert: () => list.insert(0, large),
    ...Object.fromEntries(queues.map((queue) => [queue.constructor.name, () => queue.put(large)])),
    Lock: () => new Lock(large),
    RLock: () => new RLock(large),
    // The name of its own lock is as long.
    Condition: () => new Condition(null, large),
    Semaphore: () => new Semaphore(1, large),
    Event: () => new Event(large),
    Barrier: () => new Barrier(1, { action: nothing, name: large }),
    Value: () => new Value('i', 0, large),
    SharedList: () => new SharedList(large),
    'new Queue': () => new Queue(0, large),
    'multiprocessing.Lock': () => new multiprocessing.Lock(large),
    'multiprocessing.Queue': () => new multiprocessing.Queue(0, large),
    'multiprocessing.Value': () => new multiprocessing.Value('i', 0, large),
    Process: () => new multiprocessing.Process({ name: large }),
    'the argument of a Thread': () => new Thread({ target: nothing, args: [large] as never }).start(),
    'the name of a Thread': () => new Thread({ target: nothing, name: large }).start(),
    'the argument of a Timer': () => timer.start(),
    'another name': () => {
      currentThread().name = large;
    },
  };
}

/** The refused items are nowhere. */
export function checkNothingIsThere(): void {
  const left = queues.reduce((sum, queue) => sum + queue.qsize(), list.length);
  check(left === 0, () => `${left} items are there that were refused`);
}
