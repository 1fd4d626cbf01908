/** A lock that several threads want all the time, and how long one of them kept it from the others. */
import { Value } from 'pyconc';
import { getIdent, Lock, Thread } from 'pyconc/threading';
import { program, timedThreads } from './harness/program.js';
import { python } from './harness/python.js';
import { LAST, LONGEST, memory } from './memory.js';
import * as naive from './naive-lock.js';

const COUNT = 50_000;

const lock = new Lock('lock');
const last = new Value('i', 0, 'who had it last');
const longest = new Value('i', 0, 'longest streak');

export function takeOften() {
  const me = getIdent();
  let streak = 0;
  let most = 0;
  for (let i = 0; i < COUNT; i++) {
    lock.acquire();
    if (last.value === me) {
      streak++;
    } else {
      last.value = me;
      streak = 1;
    }
    if (streak > most) most = streak;
    lock.release();
  }
  lock.with(() => {
    longest.value = Math.max(longest.value, most);
  });
}

export function takeNaiveOften() {
  const words = memory();
  const me = getIdent();
  let streak = 0;
  let most = 0;
  for (let i = 0; i < COUNT; i++) {
    naive.acquire(words);
    if (words[LAST] === me) {
      streak++;
    } else {
      words[LAST] = me;
      streak = 1;
    }
    if (streak > most) most = streak;
    naive.release(words);
  }
  naive.acquire(words);
  words[LONGEST] = Math.max(words[LONGEST], most);
  naive.release(words);
}

export const twoWithLock = () => withLock(2);
export const fourWithLock = () => withLock(4);
export const twoWithNaiveLock = () => withNaiveLock(2);
export const fourWithNaiveLock = () => withNaiveLock(4);

function withLock(threads) {
  longest.value = 0;
  const seconds = takeTurns(threads, takeOften);
  return { seconds, aside: longest.value };
}

function withNaiveLock(threads) {
  const words = memory();
  words[LONGEST] = 0;
  const seconds = takeTurns(threads, takeNaiveOften);
  return { seconds, aside: words[LONGEST] };
}

function takeTurns(threads, target) {
  return timedThreads(
    threads * COUNT,
    Array.from({ length: threads }, () => new Thread({ target })),
  );
}

export default {
  name: 'take a Lock, note who, release it: two threads, 50,000 times each',
  aside: 'longest streak',
  ours: program(twoWithLock),
  opponents: [
    { name: 'a lock that notifies at each release', contender: program(twoWithNaiveLock) },
    { name: "CPython's Lock", contender: python('lock_contended.py', '2') },
  ],
};
