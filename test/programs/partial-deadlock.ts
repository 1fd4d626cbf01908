/** Programs in which some threads wait for each other while others go on, and some that only look like it. */
import { sleep, Value } from 'pyconc';
import { Process } from 'pyconc/multiprocessing';
import { Barrier, Lock, RLock, Thread } from 'pyconc/threading';

const first = new Lock('first');
const second = new Lock('second');
const third = new RLock('third');
const pair = new Barrier(2);
const trio = new Barrier(3);
/** Set by the test, or by a thread: the heart need not beat any more. */
export const stop = new Value('i', 0, 'stop');

export function beat() {
  while (stop.value === 0) sleep(0.02);
}

function heart() {
  return new Thread({ target: beat, name: 'heart' });
}

/** Takes one lock and, once all others have theirs, the other one. */
export function hold(own: Lock | RLock, other: Lock | RLock, all: Barrier) {
  own.acquire();
  all.wait();
  other.acquire(); // the line of the wait
  other.release();
  own.release();
}

function holders({ daemon = false } = {}) {
  return [
    new Thread({ target: hold, args: [first, second, pair], name: 'A', daemon }),
    new Thread({ target: hold, args: [second, first, pair], name: 'B', daemon }),
  ];
}

function start(...threads: readonly Thread[]) {
  for (const thread of threads) thread.start();
  return threads;
}

/** MainThread waits for A. */
export function besideHeart() {
  const [a] = start(...holders(), heart());
  a?.join();
}

/** The heart stops: then nobody goes on. */
export function allStuck() {
  start(...holders(), heart());
  sleep(0.3);
  stop.value = 1;
}

/** On the virtual clock main goes on when all others sleep, and at once. */
export function daemonsLeft() {
  start(...holders({ daemon: true }));
  sleep(0.3);
}

/** Four threads of two cycles. */
export function twoCycles() {
  const more = new Barrier(2);
  const [one, other] = [new Lock('one'), new Lock('other')];
  start(
    ...holders({ daemon: true }),
    new Thread({ target: hold, args: [one, other, more], name: 'C', daemon: true }),
    new Thread({ target: hold, args: [other, one, more], name: 'D', daemon: true }),
  );
  sleep(0.3);
}

export function takeTwice() {
  first.acquire();
  first.acquire(); // the line of the wait
}

export function alone() {
  start(new Thread({ target: takeTwice, name: 'twice' }), heart());
}

export function joinOther(other: Thread, own: Lock) {
  own.acquire();
  pair.wait();
  other.join();
}

export function takeAfterMeeting(lock: Lock) {
  pair.wait();
  lock.acquire();
}

/** One waits for the other's end, which waits for the first one's lock. */
export function joined() {
  const waiting = new Thread({ target: takeAfterMeeting, args: [first], name: 'waiting' });
  start(waiting, new Thread({ target: joinOther, args: [waiting, first], name: 'joining' }), heart());
}

export function takeLate(lock: Lock, all: Barrier) {
  all.wait();
  lock.acquire();
}

/** Three threads in a ring, and another one that waits for one of them. */
export function ring() {
  const all = new Barrier(4);
  start(
    new Thread({ target: hold, args: [first, second, all], name: 'A' }),
    new Thread({ target: hold, args: [second, third, all], name: 'B' }),
    new Thread({ target: hold, args: [third, first, all], name: 'C' }),
    new Thread({ target: takeLate, args: [first, all], name: 'bystander' }),
    heart(),
  );
}

export function holdAsleep(seconds: number) {
  first.acquire();
  trio.wait();
  sleep(seconds);
  first.release();
}

export function queueUp() {
  trio.wait();
  first.acquire();
  first.release();
}

/** A lock is held by a thread that sleeps. */
export function heldAsleep() {
  start(
    new Thread({ target: holdAsleep, args: [0.2], name: 'asleep' }),
    new Thread({ target: queueUp }),
    new Thread({ target: queueUp }),
  );
}

export function giveUp(own: Lock, other: Lock) {
  own.acquire();
  pair.wait();
  const isTaken = other.acquire({ timeout: 0.2 });
  if (isTaken) other.release();
  own.release();
}

/** One of two threads that wait for each other gives up in time. */
export function withTimeout() {
  start(
    new Thread({ target: giveUp, args: [first, second], name: 'A' }),
    new Thread({ target: hold, args: [second, first, pair], name: 'B' }),
  );
}

export function passThrough(seconds: number) {
  first.acquire();
  sleep(seconds);
  first.release();
}

/** Each waits for the one before it, and the first for nobody. */
export function longQueue() {
  const threads = Array.from({ length: 20 }, () => new Thread({ target: passThrough, args: [0.02] }));
  start(...threads, heart());
  for (const thread of threads) thread.join();
  stop.value = 1;
}

export function wait(own: Lock, other: Lock, times: number) {
  for (let i = 0; i < times; i++) {
    own.acquire();
    sleep(0.04);
    other.release();
  }
}

/** Locks as signals: each thread waits for a lock that it was the last to acquire. */
export function takeTurns() {
  second.acquire();
  const turns = [
    new Thread({ target: wait, args: [first, second, 5], name: 'A' }),
    new Thread({ target: wait, args: [second, first, 5], name: 'B' }),
  ];
  start(heart(), ...turns);
  for (const thread of turns) thread.join();
  stop.value = 1;
}

export function releaseForOther() {
  while (stop.value === 0) sleep(0.01);
  second.release();
}

/** Takes one lock and then the other; another thread may release its own meanwhile. */
export function holdLoosely(own: Lock, other: Lock) {
  own.acquire();
  pair.wait();
  other.acquire();
  other.release();
  if (own.locked()) own.release();
}

/** A third thread releases a lock that it does not hold, once the test says so. */
export function releasedByAnother() {
  start(
    new Thread({ target: holdLoosely, args: [first, second], name: 'A' }),
    new Thread({ target: holdLoosely, args: [second, first], name: 'B' }),
    new Thread({ target: releaseForOther, name: 'releaser' }),
  );
}

export function inProcess() {
  start(...holders({ daemon: true }));
  beat();
}

export function inChild() {
  const child = new Process({ target: inProcess, name: 'child' });
  child.start();
  child.join();
}
