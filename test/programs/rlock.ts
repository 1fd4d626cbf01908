/** Programs for the contract of RLock. */
import { SharedList, sleep, Value } from 'pyconc';
import { type AcquireOptions, RLock, type Thread, TIMEOUT_MAX } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, start, timed, together } from './thread-helpers.js';

const lock = new RLock('the rlock');
const counter = new Value('i', 0);
const said = new SharedList<unknown>();

export function increment(times: number) {
  for (let i = 0; i < times; i++) lock.with(() => lock.with(() => (counter.value += 1)));
}

export function countTogether() {
  together(4, increment, 5_000);
  return [counter.value, lock.locked()];
}

/** The operations that another thread can do with the lock. */
export function tryIt() {
  const isTaken = lock.acquire({ blocking: false });
  if (isTaken) lock.release();
  said.append([isTaken, caught(() => lock.release())]);
}

export function nest() {
  for (let depth = 1; depth <= 3; depth++) said.append(lock.acquire());
  for (let depth = 3; depth > 0; depth--) {
    together(1, tryIt);
    lock.release();
  }
  together(1, tryIt);
  return said.toArray();
}

export function reacquire() {
  lock.acquire();
  lock.acquire();
  lock.release();
  lock.acquire();
  lock.release();
  const depth = String(lock).match(/count=\d+/)?.[0];
  lock.release();
  return [depth, lock.locked(), caught(() => lock.release()), lock.locked()];
}

export function releaseNothing() {
  return [caught(() => lock.release()), lock.locked(), lock.acquire(), lock.release(), lock.locked()];
}

export function options() {
  const answers = (each: AcquireOptions) =>
    caught(() => {
      const answer = lock.acquire(each);
      lock.release();
      said.append(answer);
    });
  const allowed: AcquireOptions[] = [
    {},
    { timeout: -1 },
    { blocking: false },
    { blocking: false, timeout: -1 },
    { timeout: 0 },
    { timeout: TIMEOUT_MAX },
    { timeout: undefined },
  ];
  const refused: AcquireOptions[] = [
    { blocking: false, timeout: 0 },
    { blocking: false, timeout: 1 },
    { timeout: -2 },
    { timeout: -0.001 },
    { timeout: Number.NaN },
    { timeout: TIMEOUT_MAX + 1 },
    { timeout: Number.POSITIVE_INFINITY },
    { timeout: null as unknown as number },
    false as unknown as AcquireOptions,
  ];
  const free = { allowed: allowed.map(answers), refused: refused.map(answers) };
  lock.acquire();
  const owned = { allowed: allowed.map(answers), refused: refused.map(answers) };
  const depth = String(lock).match(/count=\d+/)?.[0];
  lock.release();
  return { free, owned, depth, answers: [...new Set(said.toArray())] };
}

export function acquireHeld() {
  said.append(timed(() => lock.acquire({ timeout: 0.2 })));
  said.append(timed(() => lock.acquire({ timeout: 0 })));
  said.append(timed(() => lock.acquire({ blocking: false })));
  said.append(timed(() => lock.acquire()));
  lock.release();
}

export function holdFor() {
  lock.acquire();
  const [waiter] = start(1, acquireHeld);
  sleep(0.5);
  lock.release();
  waiter?.join();
  return said.toArray() as { answer: boolean; seconds: number }[];
}

export function queueUp(number: number) {
  counter.value = number;
  lock.with(() => said.append(number));
}

/** They go to sleep one after the other, long before the lock is free. */
export function wakeInOrder() {
  lock.acquire();
  const threads = Array.from({ length: 10 }, (_, i) => {
    const [thread] = start(1, queueUp, i + 1);
    while (counter.value !== i + 1) sleep(0.001);
    sleep(0.03);
    return thread as Thread;
  });
  lock.release();
  join(threads);
  return said.toArray();
}

export function takeAndEnd() {
  lock.acquire();
}

/** A lock that a thread holds when it ends stays held, and is not inherited. */
export function outliveHolder() {
  together(1, takeAndEnd);
  together(1, tryIt);
  return [lock.locked(), lock.acquire({ blocking: false }), caught(() => lock.release()), said.toArray()];
}

export function reprs() {
  const own = new RLock();
  const look = () => String(own).replace(/0x[0-9a-f]+/, '0xN');
  const free = look();
  own.acquire();
  own.acquire();
  const held = look();
  own.release();
  own.release();
  return [free, held, look()];
}

export function withBodies() {
  const failing = () =>
    lock.with(() => {
      lock.with(() => {
        throw new Error('in the body');
      });
    });
  return [lock.with(() => lock.with(() => 'value')), caught(failing), lock.locked()];
}

export function usingBlocks() {
  const seen: boolean[] = [];
  {
    using _outer = lock.hold();
    using _inner = lock.hold();
    seen.push(lock.locked());
  }
  seen.push(lock.locked());
  const failing = () => {
    using _held = lock.hold();
    throw new Error('in the block');
  };
  const error = caught(failing);
  const held = lock.hold();
  held[Symbol.dispose]();
  held[Symbol.dispose]();
  return [seen, error, lock.locked()];
}
