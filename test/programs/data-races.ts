/** Values that threads change, with and without anything that orders their changes. */
import { sleep, Value } from 'pyconc';
import { Queue } from 'pyconc/queue';
import { Barrier, Condition, Event, Lock, RLock, Semaphore, Thread } from 'pyconc/threading';

const counter = new Value('i', 0, 'counter');
const other = new Value('i', 0, 'other');
const lock = new Lock('lock');
const second = new Lock('second');
const box = new RLock('box');
const condition = new Condition(null, 'condition');
const event = new Event('event');
const queue = new Queue<number>(0, 'queue');
const permits = new Semaphore(0, 'permits');
const barrier = new Barrier(2);

function both(one: () => void, another: () => void) {
  const threads = [new Thread({ target: one, name: 'one' }), new Thread({ target: another, name: 'another' })];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

/** Long enough for the other thread to come up meanwhile. A sleep orders nothing. */
const TIMES = 8;
const APART = 0.03;

function change(value: Value) {
  value.value += 1;
}

export function changeSlowly() {
  for (let i = 0; i < TIMES; i++) {
    change(counter);
    sleep(APART);
  }
}

export function unguarded() {
  both(changeSlowly, changeSlowly);
}

export function changeUnderLock() {
  for (let i = 0; i < TIMES; i++) {
    lock.acquire();
    change(counter);
    sleep(APART);
    change(counter);
    lock.release();
  }
}

export function changeUnderSecond() {
  for (let i = 0; i < TIMES; i++) {
    second.acquire();
    change(counter);
    sleep(APART);
    change(counter);
    second.release();
  }
}

export function underTwoLocks() {
  both(changeUnderLock, changeUnderSecond);
}

export function oneIsUnguarded() {
  both(changeUnderLock, changeSlowly);
}

export function changeBoth() {
  for (let i = 0; i < TIMES; i++) {
    change(counter);
    lock.acquire();
    change(other);
    lock.release();
    sleep(APART);
  }
}

export function oneOfTwoIsGuarded() {
  both(changeBoth, changeBoth);
}

// ------------------------------------------------------------------------------------------- nothing to warn of

export function quickly() {
  for (let i = 0; i < TIMES; i++) lock.with(() => change(counter));
}

export function underOneLock() {
  both(quickly, quickly);
}

export function inBox() {
  for (let i = 0; i < TIMES; i++) box.with(() => box.with(() => change(counter)));
}

export function underRLock() {
  both(inBox, inBox);
}

export function inCondition() {
  for (let i = 0; i < TIMES; i++) condition.with(() => change(counter));
}

export function underCondition() {
  both(inCondition, inCondition);
}

export function first() {
  change(counter);
  change(counter);
  event.set();
}

export function afterEvent() {
  event.wait();
  change(counter);
  change(counter);
}

export function byEvent() {
  both(first, afterEvent);
}

export function pollEvent() {
  while (!event.isSet()) sleep(0.001);
  change(counter);
}

export function byPolledEvent() {
  both(first, pollEvent);
}

export function putAfter() {
  change(counter);
  queue.put(1);
}

export function getBefore() {
  queue.get();
  change(counter);
}

export function byQueue() {
  both(putAfter, getBefore);
}

export function releaseAfter() {
  change(counter);
  permits.release();
}

export function acquireBefore() {
  permits.acquire();
  change(counter);
}

export function bySemaphore() {
  both(releaseAfter, acquireBefore);
}

export function untilBarrier() {
  change(counter);
  barrier.wait();
}

export function afterBarrier() {
  barrier.wait();
  change(counter);
}

export function byBarrier() {
  both(untilBarrier, afterBarrier);
}

export function notifyAfter() {
  change(counter);
  condition.with(() => {
    other.value = 1;
    condition.notify();
  });
}

export function waitBefore() {
  condition.with(() => condition.waitFor(() => other.value === 1));
  change(counter);
}

export function byCondition() {
  both(notifyAfter, waitBefore);
}

export function raiseFlag() {
  change(counter);
  other.value = 1;
}

export function awaitFlag() {
  while (other.value === 0) sleep(0.001);
  change(counter);
}

export function byFlag() {
  both(raiseFlag, awaitFlag);
}

/** The lock is no guard here, but a signal: main has it until the first thread releases it. */
export function releaseSignal() {
  change(counter);
  change(counter);
  lock.release();
}

export function awaitSignal() {
  lock.acquire();
  lock.release();
  change(counter);
  change(counter);
}

export function byLockAsSignal() {
  lock.acquire();
  both(releaseSignal, awaitSignal);
}

/** One holds the lock while it changes the value, the other changes it after it had the lock. */
export function changeThenRelease() {
  lock.acquire();
  event.set();
  change(counter);
  lock.release();
}

export function takeThenChange() {
  event.wait();
  lock.acquire();
  lock.release();
  change(counter);
}

export function afterTheOthersLock() {
  both(changeThenRelease, takeThenChange);
}

export function changeOnce() {
  change(counter);
}

export function byJoin() {
  counter.value = 5;
  for (const name of ['one', 'another']) {
    const thread = new Thread({ target: changeOnce, name });
    thread.start();
    thread.join();
    change(counter);
  }
}

/** A flag that one thread sets and another polls is no race in Python. */
export function setFlag() {
  sleep(0.05);
  other.value = 1;
}

export function pollFlag() {
  while (other.value === 0);
}

export function oneWriter() {
  both(setFlag, pollFlag);
}

/** Neither thread makes what it stores of what it has loaded. */
export function onlyStore() {
  for (let i = 0; i < TIMES; i++) {
    counter.value = i;
    sleep(APART / 4);
  }
}

export function onlyStores() {
  both(onlyStore, onlyStore);
}

/** They take turns by the number itself. */
export function takeTurn(mine: number) {
  for (let i = 0; i < TIMES; i++) {
    while (counter.value % 2 !== mine) sleep(0.001);
    counter.value += 1;
  }
}

export function byTurns() {
  const threads = [0, 1].map((mine) => new Thread({ target: takeTurn, args: [mine] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}
