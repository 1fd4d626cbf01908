/** Threads that change what each of them has a copy of. */
import { log, SharedList, sleep, Value } from 'pyconc';
import { Barrier, Condition, Lock, Thread, ThreadLocal } from 'pyconc/threading';
import { addToTotal, collected, total } from './unshared-state.js';

let hidden = 0;
export let exported = 0;
const results: number[] = [];
const state = { isDone: false };
const counts = new Map<string, number>();
let isVerbose = false;
const met = new Barrier(2);

/** Each thread has a worker of its own: the first has not ended when the second begins. */
function both(target: () => void): void {
  const threads = [new Thread({ target, name: 'a' }), new Thread({ target, name: 'b' })];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

function one(target: () => void, name = 'a'): void {
  const thread = new Thread({ target, name });
  thread.start();
  thread.join();
}

export function addHidden(): void {
  met.wait();
  for (let i = 0; i < 3; i++) hidden += 1;
}

export function mainOfHidden(): void {
  both(addHidden);
  log(`hidden ${hidden}`);
}

export function readHidden(): void {
  met.wait();
  log(`hidden ${hidden}`);
}

/** Threads only read what threads of an earlier run may have left. */
export function mainOfReaders(): void {
  both(readHidden);
}

export function addExported(): void {
  met.wait();
  exported++;
}

export function mainOfExported(): void {
  both(addExported);
  log(`exported ${exported}`);
}

export function addResult(): void {
  met.wait();
  results.push(1);
}

export function mainOfResults(): void {
  both(addResult);
  log(`${results.length} results`);
}

function finish(): void {
  state.isDone = true;
}

/** Not here, but in a function that this one calls. */
export function callFinish(): void {
  finish();
}

export function mainOfState(): void {
  one(callFinish);
  log(`done: ${state.isDone}`);
}

export function count(): void {
  counts.set('a', (counts.get('a') ?? 0) + 1);
}

export function mainOfCounts(): void {
  one(count);
  log(`${counts.size} counts`);
}

export function mainOfTotal(): void {
  one(addToTotal);
  log(`total ${total}`);
}

export function collect(): void {
  collected.push(1);
}

export function mainOfCollected(): void {
  one(collect);
  log(`${collected.length} collected`);
}

export function mainOfTurns(): void {
  one(addTurn);
  one(addTurn, 'b');
  log(`${turns} turns`);
}

let turns = 0;

export function addTurn(): void {
  turns += 1;
}

export function speak(): void {
  met.wait();
  if (isVerbose) log('never');
}

export function mainWithSettings(): void {
  isVerbose = true;
  both(speak);
}

class Adder extends Thread {
  override run(): void {
    sums.push(1);
  }
}

export { Adder };

const sums: number[] = [];

export function mainOfSubclass(): void {
  const adder = new Adder({ name: 'a' });
  adder.start();
  adder.join();
  log(`${sums.length} sums`);
}

export function fill(_: number, filled: number[]): void {
  filled.push(1, 2, 3);
}

export function mainOfFilled(): void {
  const filled: number[] = [];
  const thread = new Thread({ target: fill, args: [0, filled], name: 'a' });
  thread.start();
  thread.join();
  log(`${filled.length} filled`);
}

export function takeAll(tasks: string[]): void {
  while (tasks.length > 0) tasks.pop();
}

export function mainOfTaken(): void {
  const tasks = ['read', 'sort', 'write'];
  const threads = ['a', 'b'].map((name) => new Thread({ target: takeAll, args: [tasks], name }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

// What follows is right.

export function mainOfPortions(): void {
  const portions = [
    ['read', 'sort'],
    ['print', 'write'],
  ];
  const threads = portions.map((portion) => new Thread({ target: takeAll, args: [portion] }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

const threads: Thread[] = [];
let started = 0;
const shared = new Value('i', 0);
const list = new SharedList<number>();
const lock = new Lock();
const own = new ThreadLocal<{ rounds: number }>();
let table: number[] | undefined;

function tableOfSquares(): number[] {
  table ??= [0, 1, 4, 9];
  return table;
}

export function addRightly(): void {
  own.rounds = (tableOfSquares()[1] ?? 0) + 1;
  lock.acquire();
  shared.value += own.rounds;
  list.append(own.rounds);
  lock.release();
}

/** Only main uses the list of the threads and their number. */
export function mainThatIsRight(): void {
  for (let i = 0; i < 3; i++) {
    const thread = new Thread({ target: addRightly });
    threads.push(thread);
    thread.start();
    started += 1;
  }
  for (const thread of threads) thread.join();
  log(`${started} started: ${shared.value} and ${list.length}`);
}

let rounds = 0;

/** Has not ended when the program ends. */
export function changeForEver(): void {
  for (;;) rounds += 1;
}

export function mainWithDaemon(): void {
  new Thread({ target: changeForEver, daemon: true }).start();
  log(`rounds ${rounds}`);
}

export function failAfterwards(): void {
  failures += 1;
  throw new RangeError('too far');
}

let failures = 0;

export function mainThatFails(): void {
  one(failAfterwards);
  log(`${failures} failures`);
  throw new RangeError('too far');
}

const stock: string[] = [];
const isFilled = new Condition();

export function produce(): void {
  isFilled.acquire();
  stock.push('bread');
  isFilled.notify();
  isFilled.release();
}

/** What it waits for has been put into another thread's stock. */
export function consume(): void {
  isFilled.acquire();
  while (stock.length === 0) isFilled.wait();
  isFilled.release();
}

export function mainThatHangs(): void {
  const consumer = new Thread({ target: consume, name: 'consumer' });
  const producer = new Thread({ target: produce, name: 'producer' });
  consumer.start();
  producer.start();
  producer.join();
  consumer.join();
}

let isReady = false;

export function makeReady(): void {
  isReady = true;
}

export function mainThatPolls(): void {
  one(makeReady);
  while (!isReady) sleep(0.3);
}

let isOver = false;

export function makeOver(): void {
  isOver = true;
}

export function mainThatComputes(): void {
  one(makeOver);
  while (!isOver);
}
