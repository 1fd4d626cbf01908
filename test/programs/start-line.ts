/** Programs for the start line. */
import { availableParallelism } from 'node:os';
import { now, sleep, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';
import { tell } from './quick-target.js';

const shared = new Value('i', 0, 'shared');
const gate = new Lock('gate');

function all(threads: readonly Thread[]) {
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

export function addOne() {
  shared.value += 1;
}

/** Four threads add one each: 4, unless one overwrites the addition of another. */
export function race() {
  all(Array.from({ length: 4 }, () => new Thread({ target: addOne })));
  return shared.value;
}

export function withoutLoad() {}

/** One of two has nothing to load: the other must not wait for that. Returns the shortest time of many. */
export function mixed() {
  let shortest = Infinity;
  for (let i = 0; i < 30; i++) {
    const begin = performance.now();
    all([new Thread({ target: addOne }), new Thread({ target: withoutLoad })]);
    shortest = Math.min(shortest, performance.now() - begin);
  }
  return shortest;
}

/** The starter goes on without blocking: its threads must not wait for that. */
export function withBusyStarter() {
  all([new Thread({ target: tell }), new Thread({ target: tell })]);
  const threads = [new Thread({ target: tell }), new Thread({ target: tell })];
  for (const thread of threads) thread.start();
  const begin = now();
  while (now() < begin + 1);
  const end = now();
  for (const thread of threads) thread.join();
  return [begin, end];
}

export function blockAndAdd() {
  gate.acquire();
  gate.release();
  shared.value += 1;
}

/** One member blocks before its first load, on a lock that the other releases after its own. */
export function addAndRelease() {
  shared.value += 1;
  gate.release();
}

export function blocked() {
  gate.acquire();
  all([new Thread({ target: blockAndAdd }), new Thread({ target: addAndRelease })]);
  return shared.value;
}

export function startInside(depth: number) {
  shared.value += 1;
  if (depth > 0) all(Array.from({ length: 2 }, () => new Thread({ target: startInside, args: [depth - 1] })));
  sleep(0);
}

export function nested() {
  gate.acquire();
  gate.release();
  startInside(3);
  return shared.value;
}

const isLastUp = new Value('i', 0, 'isLastUp');

export function lookOut() {
  while (isLastUp.value === 0);
}

export function comeUp() {
  isLastUp.value = 1;
}

/** As many threads as there are cores spin for the one after them, which must not wait until they have left the start line. */
export function waitForLater() {
  const threads = Array.from({ length: availableParallelism() }, () => new Thread({ target: lookOut }));
  all([...threads, new Thread({ target: comeUp })]);
  return isLastUp.value;
}

const present = new Value('i', 0, 'present');
const most = new Value('i', 0, 'most');
const mutex = new Lock('mutex');

export function comeAndGo() {
  mutex.with(() => {
    present.value += 1;
    most.value = Math.max(most.value, present.value);
  });
  sleep(0.01);
  mutex.with(() => {
    present.value -= 1;
  });
}

/** A thread that sleeps lets the next ones come: so there is a moment at which all are there. Returns how many those are. */
export function crowd() {
  all(Array.from({ length: 40 }, () => new Thread({ target: comeAndGo })));
  return most.value;
}
