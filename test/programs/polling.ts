/** Programs in which threads spin until time passes. */
import { log, now, SharedList, sleep, Value } from 'pyconc';
import { Queue } from 'pyconc/queue';
import { Event, Lock, Semaphore, Thread } from 'pyconc/threading';

const flag = new Value('i', 0, 'flag');
const turns = new Value('i', 0, 'turns');
const event = new Event('event');
const lock = new Lock('lock');
const held = new Lock('held');
const queue = new Queue<number>(0, 'queue');
const permits = new Semaphore(0, 'permits');
const list = new SharedList<number>('list');

/** Each becomes true once main has continued after its sleep. */
const ways: Record<string, () => boolean> = {
  value: () => flag.value === 1,
  'two objects': () => flag.value === 1 && list.length === 1,
  event: () => event.isSet(),
  'an event, without waiting': () => event.wait(0),
  'a list': () => list.length === 1,
  'under a lock': () => lock.with(() => flag.value === 1),
  'a lock': () => !held.locked(),
  'a lock, without waiting': () => held.acquire({ blocking: false }),
  'a queue': () => !queue.empty(),
  'a queue, without waiting': () => {
    try {
      return queue.getNowait() === 1;
    } catch {
      return false;
    }
  },
  'a semaphore': () => permits.value === 1,
  'a semaphore, without waiting': () => permits.acquire({ blocking: false }),
  'with sleep(0)': () => {
    sleep(0);
    return flag.value === 1;
  },
};

export const wayNames = Object.keys(ways);

export function poll(way: string) {
  while (!ways[way]?.());
  log(way, now());
}

function pollWhileSleeping(way: string) {
  held.acquire();
  const poller = new Thread({ target: poll, args: [way] });
  poller.start();
  sleep(5);
  list.append(1);
  flag.value = 1;
  event.set();
  held.release();
  queue.put(1);
  permits.release();
  poller.join();
}

/** One `main` for each way. */
export const allWays = () => {
  for (const way of wayNames) {
    pollWhileSleeping(way);
    flag.value = 0;
    event.clear();
    list.clear();
    while (!queue.empty()) queue.get();
    while (permits.value > 0) permits.acquire();
    if (held.locked()) held.release();
  }
};

export function pollThread() {
  const sleeper = new Thread({ target: sleep, args: [3] });
  sleeper.start();
  while (sleeper.isAlive());
  return now();
}

/** A clock that is polled goes on, and not past the threads that read it. */
export function pollClock() {
  const begin = now();
  while (now() < begin + 0.2);
  return now() - begin;
}

export function count() {
  const end = performance.now() + 600;
  while (performance.now() < end) turns.value += 1;
}

/** A thread that changes something is not polling: time stands still. */
export function besideWork() {
  const worker = new Thread({ target: count });
  worker.start();
  sleep(1);
  return worker.isAlive();
}

export function pollForEver() {
  for (;;) if (event.isSet()) break; // the line of the poll
}

export function pollInVain() {
  const poller = new Thread({ target: pollForEver, name: 'poller' });
  poller.start();
  poller.join();
}
