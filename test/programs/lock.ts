/** Programs for the contract of Lock. */
import { log, sleep, Value } from 'pyconc';
import { Lock, Thread, TIMEOUT_MAX } from 'pyconc/threading';
import { caught } from './caught.js';

export const lock = new Lock('the lock');
export const counter = new Value('i', 0, 'counter');

export function increment(times: number) {
  for (let i = 0; i < times; i++) lock.with(() => (counter.value += 1));
}

export function countTogether() {
  const threads = Array.from({ length: 4 }, () => new Thread({ target: increment, args: [10_000] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  return counter.value;
}

/** Takes the lock in every way. */
export function incrementSomehow(times: number) {
  for (let i = 0; i < times; i++) {
    if (i % 3 === 0) lock.acquire();
    else if (i % 3 === 1) while (!lock.acquire({ timeout: 0.000_1 }));
    else while (!lock.acquire({ blocking: false }));
    counter.value += 1;
    lock.release();
  }
}

export function countSomehow() {
  const threads = Array.from({ length: 4 }, () => new Thread({ target: incrementSomehow, args: [3_000] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  return [counter.value, lock.locked()];
}

export function life() {
  const own = new Lock();
  const address = String(own).match(/0x\w+/)?.[0] ?? '';
  const facts = () => [own.locked(), String(own).replace(address, 'HERE')];
  const before = facts();
  const taken = own.acquire();
  const during = facts();
  const again = own.acquire({ blocking: false });
  const released = own.release();
  return [before, taken, during, again, released, facts(), String(new Lock()) === String(own)];
}

export function releaseFree() {
  const message = caught(() => lock.release());
  return [message, lock.locked(), lock.acquire()];
}

export function acquireOptions() {
  const free = [
    { timeout: -1 },
    { blocking: false },
    { blocking: false, timeout: -1 },
    { blocking: true, timeout: 0 },
    { timeout: TIMEOUT_MAX },
    { timeout: undefined },
  ].map((options) => {
    const answer = lock.acquire(options);
    lock.release();
    return answer;
  });
  const refused = [
    { blocking: false, timeout: 0 },
    { blocking: false, timeout: 1 },
    { timeout: -2 },
    { timeout: -0.5 },
    { blocking: false, timeout: -2 },
    { timeout: Number.NaN },
    { timeout: TIMEOUT_MAX + 1 },
    { timeout: Number.POSITIVE_INFINITY },
    { timeout: null as unknown as undefined },
    { timeout: '1' as unknown as number },
  ].map((options) => caught(() => lock.acquire(options)));
  return { free, refused, locked: lock.locked() };
}

export function acquireHeld(timeout: number) {
  lock.acquire();
  const begin = performance.now();
  const answer = lock.acquire({ timeout });
  return { answer, seconds: (performance.now() - begin) / 1000 };
}
export const acquireHeldBriefly = () => acquireHeld(0.1);
export const acquireHeldZero = () => acquireHeld(0);

export function releaseSoon() {
  sleep(0.05);
  lock.release();
}

/** Any thread may release. */
export function releasedByAnother() {
  lock.acquire();
  const thread = new Thread({ target: releaseSoon });
  thread.start();
  const inTime = lock.acquire({ timeout: 20 });
  thread.join();
  return [inTime, lock.locked()];
}

export function useAndThrow() {
  const own = new Lock();
  const messages = [
    caught(() =>
      own.with(() => {
        throw new RangeError(String(own.locked()));
      }),
    ),
    caught(() => {
      using _held = own.hold();
      throw new RangeError(String(own.locked()));
    }),
  ];
  const held = own.hold();
  held[Symbol.dispose]();
  held[Symbol.dispose]();
  return [...messages, own.with(() => 'what the body returns'), own.locked()];
}

interface Bag {
  list: [Lock, Lock];
  map: Map<string, Value | Set<Lock>>;
}

export function inspectBag(bag: Bag, same: Lock) {
  const [first, second] = bag.list;
  const [third] = bag.map.get('locks') as Set<Lock>;
  log(first === second, first === third, String(first) === String(same), first instanceof Lock, first.locked());
  first.release();
  (bag.map.get('value') as Value).value = 7;
}

export function passInStructures() {
  const own = new Lock();
  const value = new Value('i', 1);
  own.acquire();
  const bag = {
    list: [own, own] as [Lock, Lock],
    map: new Map<string, Value | Set<Lock>>([
      ['locks', new Set([own])],
      ['value', value],
    ]),
  };
  const thread = new Thread({ target: inspectBag, args: [bag, own] });
  thread.start();
  thread.join();
  return [own.locked(), value.value];
}

export function tellLock(expected: string) {
  log(String(lock) === expected, lock.locked());
}

export function leaveHeld() {
  lock.acquire();
  const thread = new Thread({ target: tellLock, args: [String(lock)] });
  thread.start();
  thread.join();
  return String(lock);
}

export function holdAndDie() {
  lock.acquire();
  throw new Error('died with the lock');
}

export function lockOfTheDead() {
  const thread = new Thread({ target: holdAndDie });
  thread.start();
  thread.join();
  return [lock.locked(), lock.acquire({ timeout: 0.01 })];
}
