/** Programs for the contracts of Semaphore and BoundedSemaphore. */
import { SharedList, sleep, Value } from 'pyconc';
import { type AcquireOptions, BoundedSemaphore, Lock, Semaphore } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, start, startEach, timed, together } from './thread-helpers.js';

const guard = new Lock();
const said = new SharedList<unknown>();
const phase = new Value('i', 0);
const inside = new Value('i', 0);
const most = new Value('i', 0);

export function makeThem() {
  const values = [new Semaphore(), new Semaphore(0), new Semaphore(3), new BoundedSemaphore(), new BoundedSemaphore(2)];
  const refused = [-1, -(2 ** 53), 1.5, Number.NaN, 2 ** 31].map((value) => [
    caught(() => new Semaphore(value)),
    caught(() => new BoundedSemaphore(value)),
  ]);
  return { values: values.map(({ value }) => value), refused };
}

export function acquireTwice(semaphore: Semaphore) {
  for (let i = 0; i < 2; i++) said.append([semaphore.acquire(), phase.value]);
}

/** Ten threads acquire twice each; permits come in portions. */
function inPhases(semaphore: Semaphore, giveBack: (n: number) => void) {
  semaphore.acquire();
  const threads = start(10, acquireTwice, semaphore);
  const counts: number[] = [];
  for (const permits of [0, 7, 6, 1]) {
    sleep(1);
    phase.value += 1;
    if (permits > 0) giveBack(permits);
    sleep(1);
    counts.push(said.length);
  }
  const locked = semaphore.acquire({ blocking: false });
  join(threads);
  const answers = said.toArray() as [boolean, number][];
  const phases = [0, 1, 2, 3, 4].map((each) => answers.filter(([, when]) => when === each).length);
  return { counts, phases, isAll: answers.every(([answer]) => answer === true), locked };
}

export function releaseOneByOne() {
  const semaphore = new Semaphore(7);
  return inPhases(semaphore, (n) => {
    for (let i = 0; i < n; i++) semaphore.release();
  });
}

export function releaseManyAtOnce() {
  const semaphore = new BoundedSemaphore(7);
  return inPhases(semaphore, (n) => semaphore.release(n));
}

export function tryTwice(semaphore: Semaphore) {
  for (let i = 0; i < 2; i++) said.append(semaphore.acquire({ blocking: false }));
}

export function tryContended() {
  const semaphore = new Semaphore(4);
  semaphore.acquire();
  together(5, tryTwice, semaphore);
  return said.toArray().filter((answer) => answer).length;
}

export function options() {
  const allowed: AcquireOptions[] = [
    {},
    { blocking: false },
    { timeout: 1 },
    { timeout: 0 },
    { timeout: -1 },
    { blocking: false, timeout: undefined },
    { timeout: Number.POSITIVE_INFINITY },
  ];
  const refused: AcquireOptions[] = [
    { blocking: false, timeout: 1 },
    { blocking: false, timeout: 0 },
    { blocking: false, timeout: -1 },
  ];
  const empty: AcquireOptions[] = [
    { timeout: -1 },
    { timeout: 0 },
    { blocking: false },
    { timeout: Number.NaN },
    { timeout: Number.POSITIVE_INFINITY },
    { timeout: '1' as unknown as number },
    false as unknown as AcquireOptions,
  ];
  return [new Semaphore(1), new BoundedSemaphore(1)].map((semaphore) => {
    const free = allowed.map((each) => {
      const answer = semaphore.acquire(each);
      semaphore.release();
      return answer;
    });
    const errors = refused.map((each) => caught(() => semaphore.acquire(each)));
    semaphore.acquire();
    const none = empty.map((each) => {
      let answer: unknown;
      return caught(() => (answer = semaphore.acquire(each))) ?? answer;
    });
    return { free, errors, none, value: semaphore.value };
  });
}

export function waitInVain() {
  return timed(() => new Semaphore(0).acquire({ timeout: 0.3 }));
}

export function stealRepeatedly(semaphore: Semaphore) {
  for (let i = 0; i < 40; i++) {
    sleep(0.1);
    semaphore.release();
    // Mostly sooner than the sleeper that was woken for it.
    if (!semaphore.acquire({ blocking: false })) return;
  }
}

export function waitAmongThieves(semaphore: Semaphore) {
  said.append(timed(() => semaphore.acquire({ timeout: 1 })));
}

/** Woken again and again, each time after another thread has taken the permit: it still waits no longer than a second. */
export function loseToThieves() {
  for (let round = 0; round < 10; round++) {
    const semaphore = new Semaphore(0);
    const [thief] = start(1, stealRepeatedly, semaphore);
    const [waiter] = start(1, waitAmongThieves, semaphore);
    waiter?.join();
    thief?.join();
  }
  return said.toArray() as { answer: boolean; seconds: number }[];
}

export function releaseTwiceQuickly() {
  let rounds = 0;
  for (; rounds < 100; rounds++) {
    const semaphore = new Semaphore(0);
    const threads = start(3, acquireTwice, semaphore);
    sleep(1);
    for (let i = 0; i < 6; i++) semaphore.release();
    join(threads);
  }
  return rounds;
}

export function releaseNothing() {
  const semaphore = new Semaphore(1);
  const bounded = new BoundedSemaphore(2);
  bounded.acquire();
  return {
    refused: ([0, -1, Number.NaN, 1.5, '1', null] as number[]).map((n) => [
      caught(() => semaphore.release(n)),
      caught(() => bounded.release(n)),
    ]),
    values: [semaphore.value, bounded.value],
  };
}

export function releaseTooOften() {
  const semaphore = new Semaphore(1);
  semaphore.release();
  semaphore.release(5);
  const bounded = new BoundedSemaphore(2);
  const full = caught(() => bounded.release());
  bounded.acquire();
  const two = caught(() => bounded.release(2));
  const after = bounded.value;
  bounded.release();
  const beyond = caught(() => semaphore.release(2 ** 31 - 1));
  return { unbounded: semaphore.value, full, two, after, bounded: bounded.value, beyond };
}

export function useRoom(semaphore: Semaphore, times: number) {
  for (let i = 0; i < times; i++) {
    semaphore.with(() => {
      guard.with(() => {
        inside.value += 1;
        most.value = Math.max(most.value, inside.value);
      });
      guard.with(() => {
        inside.value -= 1;
      });
    });
  }
}

export function shareRoom() {
  const semaphore = new BoundedSemaphore(3);
  together(8, useRoom, semaphore, 300);
  return { inside: inside.value, isBounded: most.value <= 3 && most.value > 0, value: semaphore.value };
}

export function queueUp(semaphore: Semaphore, number: number) {
  sleep(number);
  semaphore.acquire();
  said.append(number);
}

export function wakeInOrder() {
  const semaphore = new Semaphore(0);
  const threads = startEach(
    queueUp,
    Array.from({ length: 10 }, (_, i) => [semaphore, i + 1]),
  );
  sleep(20);
  for (let i = 0; i < 10; i++) {
    semaphore.release();
    sleep(1);
  }
  join(threads);
  return said.toArray();
}

export function release(semaphore: Semaphore) {
  semaphore.release();
}

/** Any thread may release. */
export function releaseElsewhere() {
  const semaphore = new Semaphore(0);
  const [thread] = start(1, release, semaphore);
  const answer = semaphore.acquire();
  thread?.join();
  return [answer, semaphore.value];
}

export function withBodies() {
  return [new Semaphore(1), new BoundedSemaphore(1)].map((semaphore) => {
    const values: number[] = [];
    const failing = caught(() =>
      semaphore.with(() => {
        values.push(semaphore.value);
        throw new Error('in the body');
      }),
    );
    const inBlock = caught(() => {
      using _held = semaphore.hold();
      values.push(semaphore.value);
      throw new Error('in the block');
    });
    return [failing, inBlock, semaphore.with(() => 'value'), [...values, semaphore.value]];
  });
}

export function reprs() {
  const semaphore = new Semaphore(3);
  const bounded = new BoundedSemaphore(3);
  const look = () => [semaphore, bounded].map((each) => String(each).replace(/0x[0-9a-f]+/, '0xN'));
  const before = look();
  semaphore.acquire();
  bounded.acquire();
  return [...before, ...look()];
}
