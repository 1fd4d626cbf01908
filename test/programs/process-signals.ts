/** Programs for the end of a process by signals, and for what it does at its end. */
import { log, sleep } from 'pyconc';
import { JoinableQueue, Lock, Process, Queue } from 'pyconc/multiprocessing';
import { Queue as ThreadQueue } from 'pyconc/queue';
import { Lock as ThreadLock } from 'pyconc/threading';

const ready = new Queue<null>(0, 'ready');
const items = new Queue<string>(0, 'items');
const told = new Queue<unknown>(0, 'told');
const lock = new Lock('lock');

function run(target: (...args: never[]) => void, ...args: unknown[]): Process {
  const child = new Process({ target: target as (...args: unknown[]) => void, args });
  child.start();
  child.join();
  return child;
}

// ------------------------------------------------------------------------------------------------ exit handlers

export function endIn(way: 'return' | 'throw' | 'exit' | 'exitcode' | 'handler' | 'twice' | 'fail') {
  process.on('beforeExit', (code) => log('beforeExit', code));
  process.on('exit', (code) => {
    log('exit', code);
    if (way === 'handler') process.exitCode = 6;
    if (way === 'twice') process.exit(7);
    if (way === 'fail') throw new RangeError('in the handler');
  });
  if (way === 'throw') throw new RangeError('thrown');
  if (way === 'exit') process.exit(3);
  if (way === 'exitcode') process.exitCode = 4;
  if (way === 'return') return () => 'what nobody gets';
  return undefined;
}

export function endInAllWays() {
  return (['return', 'throw', 'exit', 'exitcode', 'handler', 'twice', 'fail'] as const).map((way) => {
    log(way);
    return run(endIn, way).exitcode;
  });
}

// ------------------------------------------------------------------------------------------------ SIGTERM

const waits = {
  sleep: () => sleep(60),
  'a queue': () => log('got', items.get()),
  'a lock': () => lock.acquire(),
  'a queue of threads': () => new ThreadQueue().get(),
  'a lock of threads': () => {
    const own = new ThreadLock();
    own.acquire();
    own.acquire();
  },
  'a join': () => {
    const tasks = new JoinableQueue(1);
    tasks.put('never done');
    tasks.join();
  },
};

export function exitOnTerm(what: keyof typeof waits) {
  process.on('SIGTERM', (name: string, number: number) => {
    log(name, number);
    process.exit(5);
  });
  ready.put(null);
  waits[what]();
}

export function terminateInAll() {
  lock.acquire();
  return (['sleep', 'a queue', 'a lock', 'a queue of threads', 'a lock of threads', 'a join'] as const).map((what) => {
    const child = new Process({ target: exitOnTerm, args: [what] });
    child.start();
    ready.get();
    child.terminate();
    child.join();
    return child.exitcode;
  });
}

/** Its handler sends a request as well, in the middle of another one, which then continues. */
export function goOnAfterTerm() {
  const handler = () => {
    const own = new Lock();
    own.acquire();
    sleep(0.01);
    told.put('handled');
    ready.put(null);
  };
  process.on('SIGTERM', handler);
  ready.put(null);
  told.put(items.get());
  lock.acquire();
  told.put('has the lock');
  items.get();
  process.off('SIGTERM', handler);
  ready.put(null);
  sleep(60);
}

export function survive() {
  lock.acquire();
  const child = new Process({ target: goOnAfterTerm });
  child.start();
  ready.get();
  child.terminate();
  ready.get();
  items.put('an item');
  const before = [told.get(), told.get()];
  child.terminate();
  lock.release();
  ready.get();
  const after = [told.get(), told.get()].toSorted();
  // Now there is no handler any more.
  items.put('to go on');
  ready.get();
  child.terminate();
  child.join();
  return [before, after, child.exitcode];
}

export function throwOnTerm() {
  process.on('SIGTERM', () => {
    throw new RangeError('terminated');
  });
  process.on('exit', (code) => log('exit', code));
  ready.put(null);
  sleep(60);
}

export function failOnTerm() {
  const child = new Process({ target: throwOnTerm });
  child.start();
  ready.get();
  child.terminate();
  child.join();
  return child.exitcode;
}

// ------------------------------------------------------------------------------------------------ SIGINT

export function waitForInterrupt() {
  process.on('exit', (code) => log('exit', code));
  ready.put(null);
  sleep(60);
}

export function loopForEver() {
  ready.put(null);
  for (;;);
}

export function catchInterrupt() {
  process.once('SIGINT', () => told.put('interrupted'));
  ready.put(null);
  items.get();
}

export function interruptAll() {
  return [waitForInterrupt, loopForEver, catchInterrupt].map((target) => {
    const child = new Process({ target });
    child.start();
    ready.get();
    process.kill(child.pid as number, 'SIGINT');
    if (target === catchInterrupt) items.put(told.get() as string);
    child.join();
    return child.exitcode;
  });
}
