/** Programs for locks and items whose takers end. */
import { random, sleep } from 'pyconc';
import { JoinableQueue, Lock, Process, Queue, RLock, Value } from 'pyconc/multiprocessing';
import { Queue as ThreadQueue } from 'pyconc/queue';
import { Thread } from 'pyconc/threading';
import { caught } from './caught.js';

const lock = new Lock('lock');
const rlock = new RLock('rlock');
const items = new Queue<unknown>(0, 'items');
const few = new Queue<string>(1, 'few');
const tasks = new JoinableQueue<string>(0, 'tasks');
const counter = new Value('i', 0, 'counter');
const said = new Queue<unknown>(0, 'said');

type Way = 'terminate' | 'kill' | 'stopped';

/** How to wait in each way. A thread that continues after it reports so, because it must not. */
const waits = {
  lock: () => lock.acquire(),
  rlock: () => rlock.acquire(),
  get: () => items.get(),
  put: () => few.put('of the dead'),
  value: () => {
    counter.value = 5;
  },
  join: () => tasks.join(),
};

export function waitIn(what: keyof typeof waits) {
  said.put('about to wait');
  waits[what]();
  said.put('has waited');
}

export function waitInGrandchild(what: keyof typeof waits) {
  const child = new Process({ target: waitIn, args: [what] });
  child.start();
  child.join();
}

/** A process that waits, as far as can be seen from outside. */
function waiting(what: keyof typeof waits, target: (what: keyof typeof waits) => void = waitIn): Process {
  const child = new Process({ target, args: [what] });
  child.start();
  said.get();
  sleep(0.2);
  return child;
}

/** Ends a process; a `stopped` one is killed with the item sent to it on the way, for it cannot take it. */
function end(child: Process, way: Way, meanwhile: () => void): void {
  if (way === 'stopped') {
    process.kill(child.pid as number, 'SIGSTOP');
    meanwhile();
    child.kill();
  } else {
    child[way]();
    meanwhile();
  }
  child.join();
}

type What = keyof typeof waits;

/**
 * For each kind of waiting: how to make a process wait, how to give it the object, and how others take that once the
 * process has ended.
 */
const cases: { readonly [what in What]: { make(): void; give(): void; take(): unknown } } = {
  lock: {
    make: () => lock.acquire(),
    give: () => lock.release(),
    take: () => lock.acquire({ timeout: 5 }),
  },
  rlock: {
    make: () => rlock.acquire(),
    give: () => rlock.release(),
    take: () => rlock.acquire({ timeout: 5 }),
  },
  get: {
    make() {},
    give: () => items.put('for the living'),
    take: () => items.get({ timeout: 5 }),
  },
  put: {
    make: () => few.put('first'),
    give: () => few.get(),
    take: () => caught(() => few.put('of the living', { timeout: 5 })) ?? 'there is room',
  },
  value: {
    make: () => counter.getLock().acquire(),
    give: () => counter.getLock().release(),
    take: () => counter.getLock().acquire({ timeout: 5 }),
  },
  join: {
    make: () => tasks.put('task'),
    give: () => tasks.taskDone(),
    take: () => 'nothing to take',
  },
};

/**
 * Ends one process in each of these waits; returns their exit codes, the objects that are free for others, and whether none
 * has continued.
 */
function endAll(way: Way, whats: readonly What[], target?: typeof waitInGrandchild) {
  const exitcodes = whats.map((what) => {
    cases[what].make();
    const child = waiting(what, target);
    end(child, way, cases[what].give);
    return child.exitcode;
  });
  return [exitcodes, Object.fromEntries(whats.map((what) => [what, cases[what].take()])), said.empty()];
}

const all = Object.keys(waits) as What[];

export const terminateAll = () => endAll('terminate', all);
export const terminateSome = () => endAll('terminate', ['rlock', 'get', 'value']);
export const killAll = () => endAll('kill', all);
export const killSome = () => endAll('kill', ['lock', 'get', 'put']);
export const killStopped = () => endAll('stopped', all);
export const killGrandparents = () => endAll('kill', all, waitInGrandchild);
export const killSomeGrandparents = () => endAll('kill', ['lock', 'get', 'join'], waitInGrandchild);

/** Two items on their way to two processes that cannot take them, and one that stays. */
export function lostInOrder() {
  const getters = [waiting('get'), waiting('get')];
  for (const { pid } of getters) process.kill(pid as number, 'SIGSTOP');
  for (const item of [1, 2, 3]) items.put(item);
  for (const getter of getters) getter.kill();
  for (const getter of getters) getter.join();
  return [1, 2, 3].map(() => items.get({ timeout: 5 }));
}

/** A process behind the dead ones gets the items given to them. */
export function nextInLine() {
  lock.acquire();
  const first = waiting('lock');
  const second = waiting('lock');
  process.kill(first.pid as number, 'SIGSTOP');
  lock.release();
  first.kill();
  second.join();
  return [second.exitcode, said.get({ timeout: 5 })];
}

export function killMyself() {
  lock.acquire();
  process.kill(process.pid, 'SIGKILL');
  sleep(60);
}

export function heldByTheKilled() {
  const child = new Process({ target: killMyself });
  child.start();
  child.join();
  return [child.exitcode, lock.acquire({ timeout: 0.2 })];
}

export function getForEver() {
  items.get();
}

/** Its process ends while the thread waits. */
export function leaveDaemonWaiting() {
  new Thread({ target: getForEver, daemon: true }).start();
  sleep(0.2);
}

export function endWaitingThread() {
  const child = new Process({ target: leaveDaemonWaiting });
  child.start();
  child.join();
  items.put('an item');
  return [child.exitcode, items.get({ timeout: 5 })];
}

// ------------------------------------------------------------------------------------------------ at any moment

export function takeAndSay() {
  said.put('about to wait');
  lock.acquire();
  said.put('has the lock');
  said.put(items.get());
  sleep(60);
}

/**
 * Ends a process this many times, somewhere between waiting for a lock and having got an item. Returns how often the lock
 * or the item was gone with a process that had not said that it has it: it may have been about to.
 */
export function endAtAnyMoment(times: number) {
  const lost = { locks: 0, items: 0 };
  for (let i = 0; i < times; i++) {
    lock.acquire();
    const child = new Process({ target: takeAndSay });
    child.start();
    said.get();
    const acts = [() => lock.release(), () => items.put('item'), () => child[i % 2 === 0 ? 'terminate' : 'kill']()];
    for (const act of shuffled(acts)) {
      sleep(random() * 0.003);
      act();
    }
    child.join();
    const has: unknown[] = [];
    while (!said.empty()) has.push(said.get());
    const isFree = lock.acquire({ timeout: 0.5 });
    if (!isFree && !has.includes('has the lock')) lost.locks++;
    lock.release();
    const isThere = caught(() => items.get({ block: false })) === null;
    if (!isThere && !has.includes('item')) lost.items++;
  }
  return lost;
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((each) => [random(), each] as const)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
}

export const endHundred = () => endAtAnyMoment(100);

// ------------------------------------------------------------------------------------------------ no room

export function getWithoutRoom() {
  const hoard = new ThreadQueue<string>();
  hoard.put('x'.repeat(400_000));
  const isFull = caught(() => items.get());
  said.put(isFull);
  // Smaller items, and those without content, still arrive.
  said.put([lock.acquire(), rlock.acquire({ block: false }), counter.value]);
}

/** Its child has no room for the first item. */
export function tooLarge() {
  items.put('y'.repeat(300_000));
  items.put('small');
  const child = new Process({ target: getWithoutRoom });
  child.start();
  child.join();
  return [said.get(), said.get(), (items.get() as string).length, items.get()];
}
