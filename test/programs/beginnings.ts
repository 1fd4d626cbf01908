/** Programs whose clock stands still until the threads that they started have begun. */
import { now, sleep, Value } from 'pyconc';
import { Process, Queue } from 'pyconc/multiprocessing';
import { Event, Thread, Timer } from 'pyconc/threading';
import * as helpers from './thread-helpers.js';

const go = new Event('go');
const isOver = new Value('i', 0, 'is over');
const backwards = new Value('i', 0, 'went backwards');
const fired = new Value('i', 0, 'fired');
const times = new Queue<number>(0, 'times');

export function waitForGo() {
  go.wait();
}

/** In CPython each of them waits by the time of the set, and is released. */
export function letThrough(count: number) {
  const threads = helpers.start(count, waitForGo);
  sleep(0.1);
  go.set();
  go.clear();
  helpers.join(threads);
}
export const letThrough2 = () => letThrough(2);
export const letThrough4 = () => letThrough(4);
export const letThrough8 = () => letThrough(8);

export function fire() {
  fired.value = 1;
}

export function timerFirst() {
  const timer = new Timer(0.1, fire);
  timer.start();
  sleep(0.5);
  timer.cancel();
  timer.join();
  return fired.value;
}

export function compute(seconds: number) {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end);
}

/** The clock does not wait for a thread that computes, and has gone on meanwhile. */
export function besideComputing() {
  const thread = new Thread({ target: compute, args: [1.5] });
  thread.start();
  const begin = now();
  sleep(0.1);
  const isComputing = thread.isAlive();
  thread.join();
  return { isComputing, seconds: now() - begin };
}

export function readClock() {
  for (let last = 0; isOver.value === 0; ) {
    const time = now();
    if (time < last) backwards.value += 1;
    last = time;
  }
}

export function doNothing() {}

/** The clock is read while it stops and goes on. */
export function readWhileStarting() {
  const readers = helpers.start(2, readClock);
  for (let i = 0; i < 300; i++) {
    const thread = new Thread({ target: i % 3 === 0 ? compute : doNothing, args: [0.001] });
    thread.start();
    if (i % 2 === 0) sleep(0.0005);
    thread.join();
  }
  isOver.value = 1;
  helpers.join(readers);
  return backwards.value;
}

export function tellTime() {
  times.put(now());
}

/**
 * When the child begins, by its own clock; before its start and after its message, by its parent's; and how long that
 * really took.
 */
export function childBegins() {
  const begin = performance.now();
  const before = now();
  const child = new Process({ target: tellTime });
  child.start();
  const childs = times.get();
  const after = now();
  const real = (performance.now() - begin) / 1000;
  child.join();
  return { before, childs, after, real };
}
