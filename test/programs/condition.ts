/** Programs for the contract of Condition. */
import { SharedList, sleep, Value } from 'pyconc';
import { Condition, Lock, RLock, Thread } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, start, startEach, timed, together } from './thread-helpers.js';

const condition = new Condition();
const said = new SharedList<unknown>();
const count = new Value('i', 0);

/** Begins to wait at a time of its own, so that the order is known. */
export function waitFrom(time: number, timeout?: number) {
  sleep(time);
  condition.acquire();
  said.append([time, condition.wait(timeout)]);
  condition.release();
}

/** How many wait, as the repr says. */
function waiting() {
  return String(condition).match(/, (\d+)\)>$/)?.[1];
}

function notify(n?: number) {
  condition.with(() => condition.notify(n));
  sleep(1);
  return said.toArray().length;
}

export function notifySome() {
  const threads = startEach(waitFrom, [[1], [2], [3], [4], [5]]);
  sleep(10);
  const woken = [notify(3), notify(0), notify(-1), notify(), notify(5), notify(5)];
  join(threads);
  return { woken, answers: said.toArray(), waiting: waiting() };
}

export function notifyOneByOne() {
  const threads = startEach(
    waitFrom,
    Array.from({ length: 10 }, (_, i) => [i + 1]),
  );
  sleep(20);
  for (let i = 0; i < 10; i++) notify();
  join(threads);
  return said.toArray();
}

export function notifyAll() {
  const threads = startEach(waitFrom, [[1], [2], [3], [4], [5]]);
  sleep(10);
  condition.with(() => condition.notifyAll());
  join(threads);
  return said.toArray().length;
}

/** On the real clock: a thread that has announced its wait holds the lock until it waits. */
export function waitAnnounced() {
  condition.acquire();
  count.value += 1;
  condition.wait();
  said.append(0);
  condition.release();
}

/** One notification comes at once, and another only long after: did a thread wake without one? */
export function notifySomeInRealTime() {
  const woken: number[] = [];
  for (let round = 0; round < 10; round++) {
    const threads = start(5, waitAnnounced);
    for (;;) {
      condition.acquire();
      if (count.value === 5) break;
      condition.release();
      sleep(0.001);
    }
    const before = said.length;
    condition.notify(3);
    condition.release();
    while (said.length < before + 3) sleep(0.001);
    sleep(0.01);
    woken.push(said.length - before);
    condition.with(() => condition.notify(2));
    join(threads);
    count.value = 0;
  }
  return woken;
}

export function notifyNobody() {
  condition.acquire();
  condition.notify(5);
  const answer = condition.wait(0.05);
  condition.release();
  return answer;
}

export function misuse() {
  const plain = new Lock();
  const overPlain = new Condition(plain);
  const free = [condition, overPlain].map((each) => [
    caught(() => each.wait()),
    caught(() => each.wait(0)),
    caught(() => each.notify()),
    caught(() => each.notifyAll()),
    caught(() => each.waitFor(() => false)),
    each.waitFor(() => 'true'),
  ]);
  return { free, lock: caught(() => new Condition({} as Lock)) };
}

export function meddle(other: Condition) {
  said.append([caught(() => other.wait(0)), caught(() => other.notify()), caught(() => other.notifyAll())]);
}

/** Over an RLock the holder is known; over a Lock, only that it is held. */
export function meddleWithHeld() {
  condition.acquire();
  together(1, meddle, condition);
  condition.release();
  const overPlain = new Condition(new Lock());
  overPlain.acquire();
  const [thread] = start(1, meddle, overPlain);
  // Its wait releases the lock, and takes it again: this thread no longer holds it.
  thread?.join();
  return said.toArray();
}

export function timeouts() {
  condition.acquire();
  const waits = [0.3, 0, -1].map((timeout) => timed(() => condition.wait(timeout)));
  const refused = [Number.NaN, Number.POSITIVE_INFINITY, 9223372037, '1' as unknown as number].map((timeout) =>
    caught(() => condition.wait(timeout)),
  );
  const depth = String(condition);
  condition.release();
  return { waits, refused, depth: depth.replace(/0x\w+/, 'N') };
}

/** The first thread times out while this thread holds the lock; the notification is for the second. */
export function notifyAfterTimeout() {
  const threads = startEach(waitFrom, [[1, 1], [1.5]]);
  sleep(1.8);
  condition.acquire();
  sleep(5);
  condition.notify();
  condition.release();
  join(threads);
  return said.toArray();
}

export function notifyAt(time: number) {
  sleep(time);
  condition.with(() => condition.notify());
}

/** A notification comes at the very moment at which the thread that waits longest times out. */
export function notifyJustInTime() {
  for (let round = 0; round < 100; round++) {
    const threads = startEach(waitFrom, [[1, 1], [1.5]]);
    const [notifier] = start(1, notifyAt, 2);
    join([...threads.slice(0, 1), ...(notifier ? [notifier] : [])]);
    const [first] = said.toArray() as [number, boolean][];
    // If the first thread has not got it, the second has; else that still waits.
    if (first?.[0] === 1 && first[1]) condition.with(() => condition.notify());
    join(threads);
    const answers = (said.toArray() as [number, boolean][]).sort();
    count.value += answers[1]?.[1] && answers.length === 2 ? 1 : 0;
    said.clear();
  }
  return count.value;
}

export function takeMeanwhile() {
  const isFree = condition.acquire({ blocking: false });
  said.append(isFree);
  condition.notify();
  condition.release();
}

export function waitAtDepth(own: Condition) {
  for (let i = 0; i < 3; i++) own.acquire();
  const [thread] = start(1, takeMeanwhile);
  const isNotified = own.wait();
  thread?.join();
  const before = String(own);
  for (let i = 0; i < 3; i++) own.release();
  return [isNotified, said.toArray(), before.match(/count=\d+/)?.[0], caught(() => own.release())];
}
export const waitAtDepthThree = () => waitAtDepth(condition);

/** Two conditions over one lock. */
const shared = new Lock('shared');
const notEmpty = new Condition(shared, 'not empty');
const notFull = new Condition(shared, 'not full');
const items = new SharedList<number>();

export function produce(first: number, many: number) {
  for (let i = 0; i < many; i++) {
    using _held = shared.hold();
    while (items.length === 3) notFull.wait();
    items.append(first + i);
    notEmpty.notify();
  }
}

export function consume(many: number) {
  for (let i = 0; i < many; i++) {
    shared.with(() => {
      notEmpty.waitFor(() => items.length > 0);
      said.append(items.pop(0));
      notFull.notify();
    });
  }
}

export function passThroughBuffer() {
  const consumers = start(4, consume, 500);
  const producers = startEach(produce, [
    [0, 500],
    [500, 500],
    [1000, 500],
    [1500, 500],
  ]);
  join([...consumers, ...producers]);
  const numbers = said.toArray() as number[];
  return [numbers.length, new Set(numbers).size, items.length];
}

export function poll(own: Condition, value: unknown, timeout: number) {
  let looks = 0;
  const { answer, seconds } = timed(() =>
    own.waitFor(() => {
      looks++;
      return value;
    }, timeout),
  );
  return { answer, looks, seconds };
}

export function waitForValues() {
  condition.acquire();
  const values = ['text', 7, [0], true];
  const found = values.map((value) => poll(condition, value, 1).answer);
  const missed = [0, '', null, false].map((value) => poll(condition, value, 0.1).answer);
  const zero = poll(condition, false, 0);
  const negative = poll(condition, false, -1);
  const late = poll(condition, false, 0.3);
  const refused = caught(() => condition.waitFor(() => false, Number.POSITIVE_INFINITY));
  return { found, missed, zero, negative, late, refused };
}

export function keepNotifying() {
  for (let i = 0; i < 20; i++) {
    sleep(0.3);
    condition.with(() => condition.notifyAll());
  }
}

/** Notified every 0.3 seconds, while the predicate stays false. */
export function waitForInVain() {
  const [noise] = start(1, keepNotifying);
  condition.acquire();
  const answer = poll(condition, false, 1);
  condition.release();
  noise?.join();
  return answer;
}

export function setState(states: number) {
  for (let i = 0; i < states; i++) {
    sleep(0.01);
    condition.with(() => {
      count.value += 1;
      condition.notify();
    });
  }
}

export function waitForState() {
  const [setter] = start(1, setState, 4);
  const answer = condition.with(() => condition.waitFor(() => count.value === 4));
  setter?.join();
  return [answer, count.value];
}

export function waitBriefly(times: number) {
  for (let i = 1; i <= times; i++) condition.with(() => condition.wait(i / 1000));
}

/** Other threads come and go by their timeouts; one waits without. */
export function waitAmongOthers() {
  const [patient] = startEach(waitFrom, [[0]]);
  together(4, waitBriefly, 25);
  const early = said.length;
  const left = waiting();
  notify();
  patient?.join();
  return [early, left, said.toArray()];
}

export function sayWhenWoken() {
  condition.with(() => {
    condition.wait();
    said.append('woken');
  });
}

export function keepLockAfterNotify() {
  const [thread] = start(1, sayWhenWoken);
  sleep(1);
  condition.acquire();
  condition.notify();
  sleep(1);
  said.append('still mine');
  condition.release();
  thread?.join();
  return said.toArray();
}

export function reprs() {
  const look = (own: Condition) => String(own).replace(/0x[0-9a-f]+/, 'N');
  const overLock = new Condition(new Lock());
  const free = [look(condition), look(overLock)];
  const [thread] = start(1, sayWhenWoken);
  sleep(1);
  condition.acquire();
  const waitedFor = look(condition);
  condition.notify();
  const notified = look(condition);
  condition.release();
  thread?.join();
  return [...free, waitedFor, notified];
}

export function options() {
  const overLock = new Condition(new Lock());
  return [condition, overLock].map((each) => [
    each.acquire(),
    each.acquire({ blocking: false }),
    caught(() => each.acquire({ blocking: false, timeout: 1 })),
    caught(() => each.acquire({ timeout: -2 })),
    each.acquire({ timeout: 0.01 }),
    each.release(),
  ]);
}

export function withBodies() {
  const overLock = new Lock();
  const own = new Condition(overLock);
  const failing = caught(() =>
    own.with(() => {
      throw new Error('in the body');
    }),
  );
  const free = [overLock.locked()];
  const inBlock = caught(() => {
    using _held = own.hold();
    free.push(overLock.locked());
    throw new Error('in the block');
  });
  return [failing, inBlock, [...free, overLock.locked()], own.with(() => 'value')];
}

export function turn(own: Condition, mine: number, rounds: number) {
  own.acquire();
  for (let i = 0; i < rounds; i++) {
    while (count.value !== mine) own.wait();
    count.value = 1 - mine;
    own.notify();
  }
  own.release();
}

/** A thread that is notified between releasing the lock and falling asleep must notice. */
export function pingPong() {
  const over = [new Condition(new Lock()), new Condition(new RLock())];
  for (const own of over) {
    count.value = 0;
    join(
      startEach(turn, [
        [own, 0, 3000],
        [own, 1, 3000],
      ]),
    );
  }
  return count.value;
}

/** A lock that its holder cannot release. */
export class Sticky extends Lock {
  isSticky = false;

  override release() {
    if (this.isSticky) throw new RangeError('it sticks');
    super.release();
  }
}

/**
 * A thread that could not release the lock does not wait: no notification reaches it, and it can wait, and sleep, as if it
 * had never tried.
 */
export function waitWithStickyLock() {
  const lock = new Sticky();
  const sticky = new Condition(lock);
  lock.acquire();
  lock.isSticky = true;
  const refusal = caught(() => sticky.wait());
  lock.isSticky = false;
  const asked = String(sticky).match(/, (\d+)\)>$/)?.[1];
  const thread = new Thread({ target: waitIn, args: [sticky] });
  thread.start();
  sleep(1);
  sticky.notify();
  const slept = timed(() => sleep(2)).seconds;
  const answer = sticky.wait(5);
  lock.release();
  thread.join();
  return { refusal, asked, slept, answer, said: said.toArray() };
}

export function waitIn(sticky: Condition) {
  sticky.with(() => {
    said.append(sticky.wait(3));
    sticky.notify();
  });
}
