/** A program for the reprs of objects. */
import { inspect } from 'node:util';
import { SharedList, Value } from 'pyconc';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';
import {
  Barrier,
  BoundedSemaphore,
  Condition,
  currentThread,
  Event,
  Lock,
  RLock,
  Semaphore,
  Thread,
  Timer,
} from 'pyconc/threading';
import { caught } from './caught.js';

export function nothing() {}

/** Each as text, and whether `console.log` shows the same, of it alone and in an array. */
export function reprs() {
  const objects = {
    Lock: new Lock('named'),
    RLock: new RLock(),
    Condition: new Condition(new Lock()),
    Semaphore: new Semaphore(3),
    BoundedSemaphore: new BoundedSemaphore(2),
    Event: new Event(),
    Barrier: new Barrier(3),
    Queue: new Queue(),
    LifoQueue: new LifoQueue(),
    PriorityQueue: new PriorityQueue(),
    SimpleQueue: new SimpleQueue(),
    SharedList: new SharedList(),
    Value: new Value('i', 7, 'counter'),
    Thread: new Thread({ target: nothing }),
    Timer: new Timer(1, nothing),
    MainThread: currentThread(),
  };
  return Object.entries(objects).map(([name, object]) => ({
    name,
    text: String(object),
    isSameInspected: inspect(object) === String(object) && inspect([object]) === `[ ${String(object)} ]`,
  }));
}

export function tell(lock: Lock, seen: SharedList<string>) {
  seen.append(String(lock));
}

/** Two objects have different addresses, and each has the same one in all threads. */
export function addresses() {
  const [one, other] = [new Lock(), new Lock()];
  const seen = new SharedList<string>();
  const thread = new Thread({ target: tell, args: [one, seen] });
  thread.start();
  thread.join();
  return { areDifferent: String(one) !== String(other), isSameElsewhere: seen.pop() === String(one) };
}

/** Arguments that Python takes here, or refuses, and that would be silently ignored. */
export function wrongNames() {
  return [
    caught(() => new Lock(5 as unknown as string)),
    caught(() => new SharedList([1, 2] as unknown as string)),
    caught(() => new Queue(1, {} as unknown as string)),
    caught(() => new Event(null as unknown as string)),
    caught(() => new Condition(null, 'named')),
  ];
}
