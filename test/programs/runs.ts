/** Programs for the contract of `run`. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { log, now, sleep, Value } from 'pyconc';
import { activeCount, currentThread, Lock, Thread } from 'pyconc/threading';
import { caught } from './caught.js';

const gate = new Lock('gate');
const count = new Value('i', 0, 'count');
export const left = new Value('i', 0, 'left');

export const answer = () => ({ number: 42, list: [1n, undefined, new Map([[1, -0]])], lock: gate });
export function nothing() {}
export async function asynchronous() {}
export function* generator() {}
export function returnsFunction() {
  return () => 1;
}
export function returnsPromise() {
  return new Promise(() => {});
}
function hidden() {
  return 1;
}
export const hiddenMain = () => hidden;
export const namelessMain = () =>
  (
    () => () =>
      1
  )();

export function changeEverything() {
  count.value += 1;
  gate.acquire();
  const thread = new Thread({ target: nothing });
  thread.start();
  thread.join();
  return [count.value, thread.name, thread.ident, activeCount()];
}

// ------------------------------------------------------------------------------------------------ ends from outside

export function hold() {
  gate.acquire();
  log('ready');
  sleep(60);
}

export function work() {
  log('ready');
  for (;;) count.value += 1;
}

export function waitForGate() {
  log('ready');
  // Not for ever: else all would hang until the victim is ended, and the run would end as hung.
  gate.acquire({ timeout: 60 });
}

/** Main and another thread wait for one that is ended from outside. */
function awaitVictim(target: () => void) {
  const victim = new Thread({ target, name: 'victim' });
  const joiner = new Thread({ target: joinAndTell, args: [victim], name: 'joiner' });
  victim.start();
  joiner.start();
  victim.join();
  joiner.join();
  return victim.isAlive();
}

export function joinAndTell(thread: Thread) {
  thread.join();
  log('joined');
}

/** Takes a number for an event that it never sends. */
export function sayNothing() {
  Object.assign((workerData as { pyconc: { port: MessagePort } }).pyconc.port, {
    postMessage() {
      for (;;);
    },
  });
  log('never sent');
}

/** Its worker ends before it counts as asleep. */
export function fallAsleepWithoutEnd() {
  Atomics.sub = () => {
    log('ready');
    for (;;);
  };
  gate.acquire();
}

function awaitSleepless() {
  gate.acquire();
  const victim = new Thread({ target: fallAsleepWithoutEnd, name: 'victim' });
  victim.start();
  victim.join();
}

export function hangAfterVictim() {
  awaitSleepless();
  gate.acquire();
}

export function sleepAfterVictim() {
  awaitSleepless();
  sleep(3600);
  return now();
}

export const killHolder = () => awaitVictim(hold);
export const killWorking = () => awaitVictim(work);
export function killWaiting() {
  gate.acquire();
  return awaitVictim(waitForGate);
}

export function sleepLong() {
  log('ready');
  sleep(100);
}

/** Sleeps long enough to be stopped from outside; twice, in different threads. */
export function sleepTwice() {
  new Thread({ target: sleepLong }).start();
  sleepLong();
}

export function workAndSleep() {
  new Thread({ target: sleepLong }).start();
  work();
}

/** Threads that start threads, faster than they can be stopped. */
export function breed() {
  count.value += 1;
  for (let i = 0; i < 3; i++) caught(() => new Thread({ target: breed, daemon: i === 0 }).start());
}

// ------------------------------------------------------------------------------------------------ many

export function pass() {
  gate.with(() => (count.value += 1));
}

export function startMany(wanted: number) {
  gate.acquire();
  const threads: Thread[] = [];
  const refusal = caught(() => {
    for (let i = 0; i < wanted; i++) {
      const thread = new Thread({ target: pass });
      thread.start();
      threads.push(thread);
    }
  });
  const alive = activeCount();
  gate.release();
  for (const thread of threads) thread.join();
  const last = new Thread({ target: pass });
  last.start();
  last.join();
  return { started: threads.length, refusal, alive, after: activeCount(), count: count.value };
}
export const start300 = () => startMany(300);
export const start5 = () => startMany(5);

export function fillArena() {
  const big = 'x'.repeat(200_000);
  const makeMore = () => {
    for (;;) new Value('i', 0, big);
  };
  const refusal = caught(makeMore);
  const again = caught(makeMore);
  const tooLarge = caught(() => new Thread({ target: tell, args: [big.repeat(10)] }).start());
  const thread = new Thread({ target: tell, args: ['still works'] });
  thread.start();
  thread.join();
  return { refusal, again, tooLarge };
}

export function tell(text: string) {
  log(currentThread().name, text);
}

// ------------------------------------------------------------------------------------------------ module level

/** Of the module: the same thread, with the same name, in each run. */
export const ofModule = new Thread({ target: tell, args: ['of the module'] });

export function startOfModule() {
  ofModule.start();
  ofModule.join();
  return [ofModule.name, new Thread().name, caught(() => ofModule.start())];
}
