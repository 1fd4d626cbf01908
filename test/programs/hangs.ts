/** Programs in which no thread can continue, and some that only look like it. */
import { log, sleep, Value } from 'pyconc';
import { enumerate, Lock, Thread } from 'pyconc/threading';

const first = new Lock('first');
const second = new Lock('second');
const unnamed = new Lock();
const count = new Value('i', 0, 'count');

function all(threads: readonly Thread[]) {
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

function meet() {
  count.value += 1;
  while (count.value < 2) sleep(0.001);
}

export function forwards() {
  first.acquire();
  meet();
  second.acquire();
}

export function backwards() {
  second.acquire();
  while (count.value === 0) sleep(0.001);
  meet();
  first.acquire();
}

export function oppositeLocks() {
  log('begin');
  all([new Thread({ target: forwards, name: 'f' }), new Thread({ target: backwards, name: 'b' })]);
}

export function oppositeLocksOfTwins() {
  all([new Thread({ target: forwards, name: 'twin' }), new Thread({ target: backwards, name: 'twin' })]);
}

export function joinOther(name: string) {
  count.value += 1;
  first.acquire();
  first.release();
  enumerate()
    .find((thread) => thread.name === name)
    ?.join();
}

export function joinInCycle() {
  first.acquire();
  const names = ['a', 'b', 'c'];
  const threads = names.map((name, i) => new Thread({ target: joinOther, args: [names[(i + 1) % 3] as string], name }));
  for (const thread of threads) thread.start();
  first.release();
}

export function waitForItself() {
  unnamed.acquire();
  unnamed.acquire();
}

export function dieHolding() {
  first.acquire();
}

export function waitForTheDead() {
  all([new Thread({ target: dieHolding })]);
  first.acquire();
}

export function blockSecond() {
  second.acquire();
}

/** Main has returned, and another thread waits for ever. */
export function leaveWaiting() {
  second.acquire();
  new Thread({ target: blockSecond, name: 'left' }).start();
}

export function sleepAndRelease(seconds: number) {
  sleep(seconds);
  first.release();
}

/** All but a daemon wait without a deadline; the daemon will wake them. */
export function daemonWillWake() {
  first.acquire();
  new Thread({ target: sleepAndRelease, args: [0.3], daemon: true }).start();
  first.acquire();
  return 'woken';
}

export function timeoutWillWake() {
  first.acquire();
  all([new Thread({ target: tryFirst })]);
  return 'woken';
}

export function tryFirst() {
  first.acquire({ timeout: 0.3 });
}

export function spinAndRelease(milliseconds: number) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  first.release();
}

export function workWillWake() {
  first.acquire();
  new Thread({ target: spinAndRelease, args: [300] }).start();
  first.acquire();
  return 'woken';
}

export function spinForEver() {
  for (;;) count.value += 1;
}

/** Two threads wait for each other, and a third one works: it is unknown whether this will ever end. */
export function stuckBesideWork() {
  new Thread({ target: spinForEver, name: 'busy', daemon: true }).start();
  oppositeLocks();
}

export function pass(from: Lock, to: Lock, times: number) {
  for (let i = 0; i < times; i++) {
    from.acquire();
    count.value += 1;
    to.release();
  }
}

/** Two threads take turns: nearly always one of them sleeps, and often both are about to. */
export function takeTurns() {
  second.acquire();
  all([
    new Thread({ target: pass, args: [first, second, 3000] }),
    new Thread({ target: pass, args: [second, first, 3000] }),
  ]);
  return count.value;
}
