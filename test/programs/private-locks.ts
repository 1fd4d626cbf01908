/** Programs for the contract of locks that guard nothing. */
import { SharedList, Value } from 'pyconc';
import { Queue } from 'pyconc/queue';
import { Barrier, Condition, Event, Lock, RLock, Thread } from 'pyconc/threading';

const counter = new Value('i', 0, 'counter');
const list = new SharedList<number>('list');
const locks = new Queue<Lock>(0, 'locks');
const shared = new Lock('shared');
const done = new Event('done');
const begun = new Event('begun');
const barrier = new Barrier(2);

function runAll(...threads: Thread[]) {
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

function two(target: () => void) {
  runAll(new Thread({ target, name: 'one' }), new Thread({ target, name: 'other' }));
}

export function guardWithOwn() {
  const lock = new Lock(); // the own lock
  for (let i = 0; i < 3; i++) lock.with(() => counter.value++);
}
export const ownLocks = () => two(guardWithOwn);

export function guardEach() {
  for (let i = 0; i < 3; i++) new RLock().with(() => list.append(i)); // a lock for each
}
export const locksPerCall = () => two(guardEach);

export const oneAfterTheOther = () => {
  for (let i = 0; i < 2; i++) runAll(new Thread({ target: guardWithOwn, name: `${i}` }));
};

let cached: Lock | undefined;

/** The lock belongs to the module, so to the worker: the next thread there may find it. */
export function guardWithCached() {
  cached ??= new Lock();
  cached.with(() => counter.value++);
}
export const oneWorker = () => {
  for (let i = 0; i < 3; i++) runAll(new Thread({ target: guardWithCached }));
};

export function holdOn() {
  guardWithOwn();
  done.wait();
}
export const besideDaemon = () => {
  new Thread({ target: holdOn, daemon: true }).start();
  two(guardWithOwn);
};

// ------------------------------------------------------------------------------------------------ no warning

export function guardNothing() {
  const lock = new Lock();
  let sum = 0;
  for (let i = 0; i < 3; i++) lock.with(() => sum++);
}
/** Each with plain data of the thread's own: a helper object with a lock may well be like that. */
export const helpers = () => two(guardNothing);

export function guardWithShared() {
  shared.with(() => counter.value++);
}
export const sharedLock = () => two(guardWithShared);

export function passOn() {
  const lock = new Lock();
  lock.with(() => counter.value++);
  locks.put(lock);
}
export const passedOn = () => two(passOn);

export function startAnother() {
  const lock = new Lock();
  const helper = new Thread({ target: use, args: [{ deep: [lock] }] });
  lock.with(() => counter.value++);
  helper.start();
  helper.join();
}
export function use({ deep: [lock] }: { deep: Lock[] }) {
  lock?.with(() => counter.value++);
}
export const givenToAnother = () => two(startAnother);

export function underCondition() {
  const lock = new Lock();
  const condition = new Condition(lock);
  lock.with(() => counter.value++);
  condition.with(() => counter.value++);
}
export const ofConditions = () => two(underCondition);

export function neverTake() {
  void new Lock();
  counter.value++;
}
export const neverTaken = () => two(neverTake);

export const onlyOne = () => runAll(new Thread({ target: guardWithOwn }));

export function guardWithCachedTogether() {
  barrier.wait();
  guardWithCached();
}
/** The daemon finds the lock of one of the two, and cannot tell it at its end. */
export const foundByDaemon = () => {
  two(guardWithCachedTogether);
  new Thread({ target: cacheForEver, daemon: true }).start();
  begun.wait();
};
export function cacheForEver() {
  guardWithCached();
  begun.set();
  done.wait();
}
