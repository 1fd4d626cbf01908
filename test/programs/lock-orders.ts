/** Programs for the contract of lock orders. No two threads take locks at the same time: sleeps of the virtual clock part them. */
import { SharedList, sleep, Value } from 'pyconc';
import { Lock as ProcessLock } from 'pyconc/multiprocessing';
import { Queue } from 'pyconc/queue';
import { activeCount, Barrier, Condition, Event, Lock, RLock, Semaphore, Thread } from 'pyconc/threading';

const red = new Lock('red');
const blue = new Lock('blue');
const green = new Lock('green');
const gate = new Lock('gate');
const again = new RLock('again');
const done = new Event('done');
const items = new Queue<number>(0, 'items');
const list = new SharedList<number>('list');
const semaphore = new Semaphore(0, 'semaphore');
const barrier = new Barrier(2);
const acting = new Barrier(2, { action: inAction });
const flag = new Value('i', 0, 'flag');
const other = new Value('i', 0, 'other');
const condition = new Condition(null, 'condition');
const processLock = new ProcessLock('process lock');

type Held = Lock | RLock;

export function inAction() {
  both(red, blue);
}

export function both(first: Held, second: Held) {
  first.acquire(); // the first lock
  second.acquire(); // the second lock
  second.release();
  first.release();
}

export function bothAfter(seconds: number, first: Held, second: Held) {
  sleep(seconds);
  both(first, second);
}

function runAll(...threads: Thread[]) {
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

type Step = (first: Held, second: Held) => void;

/** Two threads that do one thing each after the other, as far as the clock goes. */
function one(early: Step, late: Step) {
  runAll(
    new Thread({ target: runEarly, args: [early.name], name: 'early' }),
    new Thread({ target: runLate, args: [late.name], name: 'late' }),
  );
}

export function runEarly(step: string) {
  sleep(0.1);
  (steps[step] as Step)(red, blue);
  // It lives on: that it ends comes after all that others do.
  sleep(1);
}

export function runLate(step: string) {
  sleep(0.2);
  (steps[step] as Step)(blue, red);
  sleep(1);
}

const steps: Record<string, Step> = {
  both,
  reentrant(first, second) {
    again.with(() => again.with(() => second.with(() => {})));
    void first;
  },
  underReentrant(first) {
    first.with(() => again.with(() => again.with(() => {})));
  },
  underGate(first, second) {
    gate.with(() => both(first, second));
  },
  trying(first, second) {
    first.with(() => second.acquire({ blocking: false }) && second.release());
  },
  withTimeout(first, second) {
    first.with(() => second.acquire({ timeout: 5 }) && second.release());
  },
  triedFirst(first, second) {
    first.acquire({ blocking: false });
    second.with(() => {});
    first.release();
  },
  thenSet(first, second) {
    both(first, second);
    done.set();
  },
  afterWait(first, second) {
    done.wait();
    both(first, second);
  },
  afterPollingEvent(first, second) {
    while (!done.isSet()) sleep(0.01);
    both(first, second);
  },
  thenPut(first, second) {
    both(first, second);
    items.put(1);
  },
  afterGet(first, second) {
    items.get();
    both(first, second);
  },
  thenAppend(first, second) {
    both(first, second);
    list.append(1);
  },
  afterLength(first, second) {
    while (list.length === 0) sleep(0.01);
    both(first, second);
  },
  thenRelease(first, second) {
    both(first, second);
    semaphore.release();
  },
  afterAcquire(first, second) {
    semaphore.acquire();
    both(first, second);
  },
  thenBarrier(first, second) {
    both(first, second);
    barrier.wait();
  },
  afterBarrier(first, second) {
    barrier.wait();
    both(first, second);
  },
  thenFlag(first, second) {
    both(first, second);
    flag.value = 1;
  },
  afterFlag(first, second) {
    while (flag.value === 0) sleep(0.01);
    both(first, second);
  },
  /** Its loads and stores are no longer logged when it raises the flag. */
  thenFlagAfterMany(first, second) {
    for (let i = 0; i < 100; i++) flag.value = 0;
    both(first, second);
    flag.value = 1;
  },
  /** Its orders are known until then. */
  thenFlagAfterManyLoads(first, second) {
    both(first, second);
    for (let i = 0; i < 100; i++) void flag.value;
    flag.value = 1;
  },
  afterFlagAfterMany(first, second) {
    for (let i = 0; i < 100; i++) other.value += flag.value;
    while (flag.value === 0) sleep(0.01);
    both(first, second);
  },
  thenNotify(first, second) {
    both(first, second);
    condition.with(() => condition.notify());
  },
  afterNotify(first, second) {
    condition.with(() => condition.wait());
    both(first, second);
  },
  thenProcessLock(first, second) {
    both(first, second);
    processLock.with(() => {});
  },
  afterProcessLock(first, second) {
    processLock.with(() => {});
    both(first, second);
  },
  holdingWhileTold(first, second) {
    first.acquire();
    done.wait();
    second.with(() => {});
    first.release();
  },
  unlockGate(first, second) {
    both(first, second);
    gate.release();
  },
  afterGateIsFree(first, second) {
    gate.acquire();
    both(first, second);
    gate.release();
  },
  slowly(first, second) {
    first.with(() => {
      sleep(0.2);
      second.with(() => {});
    });
  },
  slowlyAgain(_, second) {
    steps.slowly?.(again, second);
  },
  /** The other thread takes the second lock before it is done with both. */
  onceUnlocked(first, second) {
    if (!second.locked()) throw new Error('the other thread does not hold it yet');
    while (second.locked()) sleep(0.01);
    both(first, second);
  },
  onceAgainIsUnlocked(first) {
    steps.onceUnlocked?.(first, again);
  },
  onceTried(first, second) {
    if (second.acquire({ blocking: false })) throw new Error('the other thread does not hold it yet');
    second.with(() => {});
    both(first, second);
  },
  onceAgainWasTried(first) {
    steps.onceTried?.(first, again);
  },
  thenClear(first, second) {
    done.set();
    both(first, second);
    done.clear();
  },
  afterClear(first, second) {
    while (done.isSet()) sleep(0.01);
    both(first, second);
  },
  thenShutDown(first, second) {
    both(first, second);
    items.shutdown();
  },
  afterShutDown(first, second) {
    while (!items.isShutdown) sleep(0.01);
    both(first, second);
  },
  thenLimit(first, second) {
    both(first, second);
    items.maxsize = 1;
  },
  afterLimit(first, second) {
    while (items.maxsize === 0) sleep(0.01);
    both(first, second);
  },
  afterFlagAsText(first, second) {
    while (String(flag).includes(', 0)')) sleep(0.01);
    both(first, second);
  },
  tellUnderGate(first, second) {
    gate.with(() => {
      done.set();
      both(first, second);
    });
  },
  afterGate(first, second) {
    done.wait();
    gate.with(() => {});
    both(first, second);
  },
  arriveLast() {
    acting.wait();
  },
  arriveFirst(first, second) {
    acting.wait();
    both(first, second);
  },
  separately(first, second) {
    first.with(() => {});
    second.with(() => {});
  },
};

// ------------------------------------------------------------------------------------------------ what can deadlock

export const opposite = () => one(steps.both as Step, steps.both as Step);
export const overRLock = () => one(steps.reentrant as Step, steps.underReentrant as Step);
export const oppositeWithTriedFirst = () => one(steps.triedFirst as Step, steps.both as Step);
export const gateOfOne = () => one(steps.underGate as Step, steps.both as Step);

export function ring() {
  const pairs = [
    [red, blue],
    [blue, green],
    [green, red],
  ] as const;
  runAll(
    ...pairs.map(([first, second], n) => new Thread({ target: ringStep, args: [n, first, second], name: `ring ${n}` })),
  );
}

export function ringStep(n: number, first: Lock, second: Lock) {
  sleep(0.1 + n / 10);
  both(first, second);
  sleep(1);
}

export function andThenHang() {
  one(steps.both as Step, steps.both as Step);
  const last = new Thread({ target: waitForEver });
  last.start();
  last.join();
}

export function waitForEver() {
  done.wait();
}

export function daemon() {
  new Thread({ target: bothAfter, args: [0.1, red, blue], name: 'daemon', daemon: true }).start();
  sleep(0.5);
  both(blue, red);
}

// ------------------------------------------------------------------------------------------------ what cannot

export const underOneGate = () => one(steps.underGate as Step, steps.underGate as Step);
export const byEvent = () => one(steps.thenSet as Step, steps.afterWait as Step);
export const byPolledEvent = () => one(steps.thenSet as Step, steps.afterPollingEvent as Step);
export const byQueue = () => one(steps.thenPut as Step, steps.afterGet as Step);
export const byList = () => one(steps.thenAppend as Step, steps.afterLength as Step);
export const bySemaphore = () => one(steps.thenRelease as Step, steps.afterAcquire as Step);
export const byBarrier = () => one(steps.thenBarrier as Step, steps.afterBarrier as Step);
export const byFlag = () => one(steps.thenFlag as Step, steps.afterFlag as Step);
export const byFlagOfMany = () => one(steps.thenFlagAfterMany as Step, steps.afterFlag as Step);
export const byFlagAfterManyLoads = () => one(steps.thenFlagAfterManyLoads as Step, steps.afterFlag as Step);
export const byFlagSeenOften = () => one(steps.thenFlag as Step, steps.afterFlagAfterMany as Step);
export const byCondition = () => one(steps.afterNotify as Step, steps.thenNotify as Step);
export const byProcessLock = () => one(steps.thenProcessLock as Step, steps.afterProcessLock as Step);
export const byEventWithin = () => one(steps.thenSet as Step, steps.holdingWhileTold as Step);
export const byTry = () => one(steps.trying as Step, steps.both as Step);
export const byTimeout = () => one(steps.withTimeout as Step, steps.both as Step);
export const byLooking = () => one(steps.slowly as Step, steps.onceUnlocked as Step);
export const byLookingAtRLock = () => one(steps.slowlyAgain as Step, steps.onceAgainIsUnlocked as Step);
export const byFailedTry = () => one(steps.slowly as Step, steps.onceTried as Step);
export const byFailedTryOfRLock = () => one(steps.slowlyAgain as Step, steps.onceAgainWasTried as Step);
export const byClear = () => one(steps.thenClear as Step, steps.afterClear as Step);
export const byShutdown = () => one(steps.thenShutDown as Step, steps.afterShutDown as Step);
export const byLimit = () => one(steps.thenLimit as Step, steps.afterLimit as Step);
export const byFlagAsText = () => one(steps.thenFlag as Step, steps.afterFlagAsText as Step);
export const byGateAfterEvent = () => one(steps.tellUnderGate as Step, steps.afterGate as Step);
export const byAwaitedEvent = () => one(steps.afterWait as Step, steps.thenSet as Step);
export const byBarrierAction = () =>
  runAll(
    new Thread({ target: runLate, args: ['arriveFirst'], name: 'late' }),
    new Thread({ target: runEarlier, args: ['arriveLast'], name: 'early' }),
  );

export function runEarlier(step: string) {
  sleep(0.3);
  (steps[step] as Step)(red, blue);
  sleep(1);
}

export function onceAlone() {
  while (activeCount() > 2) sleep(0.01);
  both(blue, red);
}
export const byActiveCount = () =>
  runAll(new Thread({ target: bothAfter, args: [0.1, red, blue] }), new Thread({ target: onceAlone }));
export const neverBoth = () => one(steps.separately as Step, steps.separately as Step);
export const sameOrder = () =>
  runAll(
    new Thread({ target: bothAfter, args: [0.1, red, blue] }),
    new Thread({ target: bothAfter, args: [0.2, red, blue] }),
  );

/** A lock as a signal: another thread than its holder releases it. */
export function byForeignRelease() {
  gate.acquire();
  one(steps.unlockGate as Step, steps.afterGateIsFree as Step);
}

/** MainThread holds the gate until the first thread has ended. */
export function byHeldLock() {
  gate.acquire();
  const early = new Thread({ target: bothAfter, args: [0.1, red, blue] });
  const late = new Thread({ target: passGate, args: [blue, red] });
  early.start();
  late.start();
  early.join();
  gate.release();
  late.join();
}

export function passGate(first: Lock, second: Lock) {
  gate.acquire();
  gate.release();
  both(first, second);
}

/** MainThread holds the first lock when it starts the thread, which comes after that. */
export function byOwnLock() {
  red.acquire();
  const late = new Thread({ target: afterRed, args: [] });
  late.start();
  blue.with(() => {});
  red.release();
  late.join();
}

export function afterRed() {
  red.with(() => {});
  both(blue, red);
}

/** A ring of four, but the thread that closes it gets its first lock from MainThread, after the first has ended. */
export function ringByHeldLock() {
  green.acquire();
  const first = new Thread({ target: bothAfter, args: [0.1, red, blue] });
  const second = new Thread({ target: bothAfter, args: [0.2, blue, gate] });
  const third = new Thread({ target: bothAfter, args: [0.1, green, red] });
  for (const thread of [first, second, third]) thread.start();
  first.join();
  green.release();
  second.join();
  third.join();
  both(gate, green);
}

export function byJoinOfOne() {
  runAll(new Thread({ target: bothAfter, args: [0.1, red, blue] }));
  both(blue, red);
}

export function byJoin() {
  for (const [first, second] of [
    [red, blue],
    [blue, red],
  ] as const) {
    runAll(new Thread({ target: both, args: [first, second] }));
  }
}

export function byIsAlive() {
  const early = new Thread({ target: bothAfter, args: [0.1, red, blue] });
  early.start();
  while (early.isAlive()) sleep(0.01);
  both(blue, red);
}

export function byStart() {
  both(red, blue);
  runAll(new Thread({ target: both, args: [blue, red] }));
}

export function byOneThread() {
  runAll(new Thread({ target: bothWays }));
}

export function bothWays() {
  both(red, blue);
  both(blue, red);
}
