/** Threads that wait for each other, for a test of the trace. */
import { sleep } from 'pyconc';
import { Queue } from 'pyconc/queue';
import { Condition, currentThread, Lock, Thread } from 'pyconc/threading';

const condition = new Condition(undefined, 'news');
const queue = new Queue<number>(1, 'letters');
const lock = new Lock('hot');

export function listen() {
  condition.with(() => condition.wait());
}

export function receive() {
  queue.get();
}

export function callAndSend() {
  const threads = [new Thread({ target: listen }), new Thread({ target: receive })];
  for (const thread of threads) thread.start();
  sleep(1);
  condition.with(() => condition.notify());
  queue.put(1);
  for (const thread of threads) thread.join();
}

export function nap() {
  sleep(1);
}

export function waitForNap() {
  const thread = new Thread({ target: nap });
  thread.start();
  thread.join();
}

export function lockOften() {
  for (let i = 0; i < 1000; i++) {
    lock.acquire();
    lock.release();
  }
}

/** The name is not the identity of a thread: counts for it go on after a change. */
export function lockAndRename() {
  for (let i = 0; i < 120; i++) {
    if (i === 60) currentThread().name = 'another';
    lock.acquire();
    lock.release();
  }
}

/** Two threads of which one waits for the other's lock; returns the repr of the lock. */
export function contend() {
  lock.acquire();
  const thread = new Thread({ target: lockOften });
  thread.start();
  sleep(1);
  lock.release();
  thread.join();
  return String(lock);
}
