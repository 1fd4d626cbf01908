/** Programs for the contract of Barrier. */
import { SharedList, sleep, Value } from 'pyconc';
import { Queue } from 'pyconc/queue';
import { Barrier, currentThread } from 'pyconc/threading';
import { sayHere } from './barrier-action.js';
import { caught } from './caught.js';
import { join, start, startEach, timed } from './thread-helpers.js';

const barrier = new Barrier(5, { name: 'the barrier' });
const said = new SharedList<unknown>();
const before = new SharedList<number>();
const after = new SharedList<number>();
const calls = new Value('i', 0);

export function makeThem() {
  const refused = [0, -1, 2.5, Number.NaN, '3' as unknown as number].map((parties) =>
    caught(() => new Barrier(parties)),
  );
  return [...refused, caught(() => new Barrier(3, count as object))];
}

/** No thread is in a round that another has not yet left. */
export function passInStep(own: Barrier, rounds: number) {
  for (let round = 0; round < rounds; round++) {
    before.append(round);
    if (after.length !== round * own.parties) said.append(`too early in ${round}`);
    own.wait();
    after.append(round);
    if (before.length !== (round + 1) * own.parties) said.append(`too late in ${round}`);
    own.wait();
  }
}

export function tenRounds() {
  join(start(5, passInStep, barrier, 10));
  return { said: said.toArray(), waiting: barrier.nWaiting, broken: barrier.broken, parties: barrier.parties };
}

export function race(rounds: number) {
  for (let round = 0; round < rounds; round++) said.append([round, barrier.wait()]);
}

/** Without a pause between rounds: fast threads are back before slow ones have left. */
export function indices() {
  const rounds = 300;
  join(start(5, race, rounds));
  const byRound = Array.from({ length: rounds }, (): number[] => []);
  for (const [round, index] of said.toArray() as [number, number][]) byRound[round]?.push(index);
  return byRound.filter((each) => each.sort().join() !== '0,1,2,3,4').length;
}

export function arriveAt(time: number, timeout?: number) {
  sleep(time);
  try {
    said.append([time, barrier.wait(timeout)]);
  } catch (error) {
    const { name, message } = error as Error;
    said.append([time, name, message]);
  }
}

export function inOrder() {
  join(startEach(arriveAt, [[1], [2], [3], [4], [5]]));
  return said.toArray();
}

/** The properties of the barrier while it fills, leaves, breaks and is repaired. */
export function facts() {
  const seen: unknown[] = [];
  const look = () => seen.push([barrier.nWaiting, barrier.broken, String(barrier).replace(/0x[0-9a-f]+/, '0xN')]);
  look();
  const threads = startEach(arriveAt, [[1], [2]]);
  sleep(3);
  look();
  barrier.abort();
  look();
  join(threads);
  look();
  barrier.reset();
  look();
  return seen;
}

export function count() {
  calls.value += 1;
  said.append(currentThread().name);
}

const counted = new Barrier(3, { action: count });

export function waitCounted(times: number) {
  for (let i = 0; i < times; i++) {
    const index = counted.wait();
    if (index === 2) said.append(currentThread().name);
  }
}

export function actions() {
  join(start(3, waitCounted, 20));
  const names = said.toArray();
  // The action runs in the thread that came last, before any thread continues.
  const isByLast = names.every((name, i) => i % 2 === 0 || name === names[i - 1]);
  return { calls: calls.value, isByLast };
}

export function waitAt(own: Barrier) {
  own.wait();
}

/** The thread has never loaded the module that the action is in. */
export function actionElsewhere() {
  const own = new Barrier(2, { action: sayHere });
  const [thread] = start(1, waitAt, own);
  sleep(1);
  own.wait();
  thread?.join();
  const other = new Barrier(2, { action: sayHere });
  const [last] = start(1, waitLate, other);
  other.wait();
  last?.join();
}

export function waitLate(own: Barrier) {
  sleep(1);
  own.wait();
}

export function takeBarrier(queue: Queue<Barrier>) {
  said.append(queue.get().wait());
}

/** A barrier that went through a queue; its action still runs. */
export function actionThroughQueue() {
  const queue = new Queue<Barrier>();
  const threads = start(2, takeBarrier, queue);
  const own = new Barrier(2, { action: count });
  queue.put(own);
  queue.put(own);
  join(threads);
  return [
    calls.value,
    said
      .toArray()
      .filter((each) => typeof each === 'number')
      .sort(),
  ];
}

export function fail() {
  throw new RangeError('no good');
}

const failing = new Barrier(3, { action: fail });

export function waitFailing() {
  said.append(caught(() => failing.wait()));
}

export function actionThrows() {
  join(start(3, waitFailing));
  const answers = (said.toArray() as string[]).sort();
  const broken = failing.broken;
  const next = caught(() => failing.wait());
  failing.reset();
  return { answers, broken, next, repaired: failing.broken };
}

export async function asynchronous() {}

export function badActions() {
  return [asynchronous, () => {}, 5].map((action) => caught(() => new Barrier(2, { action: action as () => void })));
}

export function waitAndAbort() {
  try {
    if (barrier.wait() === 2) {
      barrier.abort();
      said.append('aborted');
      return;
    }
    barrier.wait();
    said.append('passed');
  } catch (error) {
    said.append((error as Error).name);
  }
}

export function abort() {
  join(start(5, waitAndAbort));
  const answers = (said.toArray() as string[]).sort();
  return { answers, broken: barrier.broken, next: caught(() => barrier.wait()) };
}

export function waitAndReset() {
  try {
    if (barrier.wait() === 2) {
      while (barrier.nWaiting < 4) sleep(0.001);
      barrier.reset();
    } else {
      barrier.wait();
      said.append('passed');
    }
  } catch (error) {
    said.append((error as Error).name);
  }
  barrier.wait();
  said.append('together again');
}

export function reset() {
  join(start(5, waitAndReset));
  return { answers: (said.toArray() as string[]).sort(), broken: barrier.broken, waiting: barrier.nWaiting };
}

/** One thread is still asleep, from before the reset, when the next round is complete. */
export function resetAndRefill() {
  for (let round = 0; round < 100; round++) {
    const old = startEach(arriveAt, [[1], [1], [1]]);
    sleep(2);
    barrier.reset();
    const fresh = startEach(arriveAt, [[0], [0], [0], [0], [0]]);
    join([...old, ...fresh]);
    const answers = said.toArray() as [number, unknown][];
    const isRight = (time: number, wanted: string) =>
      answers
        .filter(([when]) => when === time)
        .map(([, answer]) => answer)
        .sort()
        .join() === wanted;
    if (isRight(1, 'BrokenBarrierError,BrokenBarrierError,BrokenBarrierError') && isRight(0, '0,1,2,3,4')) {
      calls.value += 1;
    }
    said.clear();
  }
  return calls.value;
}

/** Resets broken barriers. */
export function abortAndReset() {
  const seen: unknown[] = [];
  barrier.abort();
  seen.push(
    barrier.broken,
    caught(() => barrier.wait()),
  );
  barrier.reset();
  seen.push(barrier.broken);
  join(start(5, race, 3));
  seen.push(said.length);
  return seen;
}

/** A broken barrier that is reset before all waiting threads have left. */
export function resetWhileBroken() {
  const old = startEach(arriveAt, [[1], [1]]);
  sleep(2);
  barrier.abort();
  barrier.reset();
  join(old);
  const errors = said.toArray().map((each) => (each as unknown[])[1]);
  said.clear();
  join(start(5, race, 1));
  return { errors, passed: said.length };
}

/** The thread with the short timeout breaks the barrier for the patient one. */
export function timeouts() {
  const threads = startEach(arriveAt, [
    [0, 5],
    [0, 0.2],
  ]);
  const all = timed(() => join(threads));
  const broken = barrier.broken;
  return { answers: said.toArray(), seconds: all.seconds, broken };
}

export function defaultTimeout() {
  const own = new Barrier(2, { timeout: 0.3 });
  const byDefault = timed(() => caught(() => own.wait()));
  own.reset();
  const given = timed(() => caught(() => own.wait(0.1)));
  own.reset();
  const zero = timed(() => caught(() => own.wait(0)));
  own.reset();
  const negative = timed(() => caught(() => own.wait(-1)));
  return { byDefault, given, zero, negative };
}

export function strangeTimeouts() {
  const own = new Barrier(2);
  const refused = [Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number].map((timeout) =>
    caught(() => own.wait(timeout)),
  );
  return [...refused, own.broken, own.nWaiting];
}

export function alone() {
  const own = new Barrier(1);
  return [own.wait(), own.wait(), own.wait(0)];
}

const slow = new Barrier(2, { action: takeTime });

export function takeTime() {
  sleep(3);
}

export function arriveSlow(time: number, timeout?: number) {
  sleep(time);
  said.append(caught(() => slow.wait(timeout)));
}

/** From 1 to 4 the action runs: the third comes meanwhile, and the fourth one second after. */
export function slowAction() {
  join(startEach(arriveSlow, [[0], [1], [2, 1.5], [5]]));
  return { answers: said.toArray(), broken: slow.broken };
}
