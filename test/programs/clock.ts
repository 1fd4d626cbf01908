/** Programs for the clock, real, scaled and virtual. */
import { log, now, sleep, Value } from 'pyconc';
import { Lock, Thread } from 'pyconc/threading';
import { caught } from './caught.js';

const lock = new Lock('held');
const turns = new Value('i');

export function sleepAndTell(seconds: number) {
  sleep(seconds);
  log(seconds, now());
}

function all(threads: readonly Thread[]) {
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

/** More than an hour of sleep. */
export function sleepForMinutes() {
  all([300, 60, 3600, 0.001, 1200].map((seconds) => new Thread({ target: sleepAndTell, args: [seconds] })));
  return now();
}

export function sleepBriefly() {
  const [begin, start] = [now(), performance.now()];
  sleep(0.2);
  return { program: now() - begin, real: (performance.now() - start) / 1000 };
}

export function sleepALittle() {
  const [begin, start] = [now(), performance.now()];
  sleep(10);
  return { program: now() - begin, real: (performance.now() - start) / 1000 };
}

export function refuse() {
  return [
    caught(() => sleep(-1)),
    caught(() => sleep(NaN)),
    caught(() => sleep(Infinity)),
    caught(() => sleep('1' as unknown as number)),
    sleep(0),
  ];
}

export function tryLock(seconds: number) {
  log(seconds, lock.acquire({ timeout: seconds }), now());
}

/** Several threads wait for one lock, and give up one after the other; the last gets it. */
export function timeouts() {
  lock.acquire();
  const threads = [50, 10, 1000, 30].map((seconds) => new Thread({ target: tryLock, args: [seconds] }));
  for (const thread of threads) thread.start();
  sleep(100);
  lock.release();
  for (const thread of threads) thread.join();
}

export function workFor(milliseconds: number) {
  const end = performance.now() + milliseconds;
  const begin = now();
  while (performance.now() < end) turns.value += 1;
  log('worked', now() - begin);
}

/** One thread works while the other sleeps. */
export function busy() {
  all([new Thread({ target: workFor, args: [150] }), new Thread({ target: sleepAndTell, args: [5] })]);
}

export function tick(name: string, period: number, times: number) {
  for (let i = 1; i <= times; i++) {
    sleep(period);
    log(name, now());
  }
}

export function ticks() {
  all([
    new Thread({ target: tick, args: ['a', 0.7, 60] }),
    new Thread({ target: tick, args: ['b', 1.1, 40] }),
    new Thread({ target: tick, args: ['c', 0.3, 150] }),
  ]);
}

export function joinSleeper() {
  const thread = new Thread({ target: sleepAndTell, args: [500] });
  thread.start();
  thread.join(200);
  const first = [thread.isAlive(), now()];
  thread.join();
  return [...first, thread.isAlive(), now()];
}
