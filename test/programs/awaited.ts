/** Programs that hang, each for another reason that a diagnosis should tell. */
import { sleep, Value } from 'pyconc';
import { LifoQueue, PriorityQueue, Queue, SimpleQueue } from 'pyconc/queue';
import { Barrier, BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore, Thread } from 'pyconc/threading';

const red = new Lock('red');
const blue = new Lock('blue');
const box = new RLock('box');
const shelf = new RLock('shelf');
const fork = new Semaphore(1, 'fork');
const knife = new BoundedSemaphore(1, 'knife');
const seats = new Semaphore(2, 'seats');
const signals = new Semaphore(0, 'signals');
const gate = new Barrier(4, { name: 'gate' });
const meeting = new Barrier(2);
const ready = new Event('ready');
const buffer = new Condition(null, 'buffer');
const tasks = new Queue<number>(0, 'tasks');
const narrow = new Queue<number>(2, 'narrow');
const stack = new LifoQueue<number>(0, 'stack');
const urgent = new PriorityQueue<number>(0, 'urgent');
const replies = new SimpleQueue<number>('replies');

function runAll(...threads: Thread[]) {
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

function named(target: (...args: never[]) => unknown, name: string, ...args: unknown[]) {
  return new Thread({ target, name, args: args as never[] });
}

interface Acquirable {
  acquire(): unknown;
}

export function takeBoth(first: Acquirable, second: Acquirable) {
  first.acquire();
  meeting.wait();
  second.acquire();
}

export function ringOfLocks() {
  runAll(named(takeBoth, 'a', red, blue), named(takeBoth, 'b', blue, red));
}

export function ringOfRLocks() {
  runAll(named(takeBoth, 'a', box, shelf), named(takeBoth, 'b', shelf, box));
}

export function ringOfSemaphores() {
  runAll(named(takeBoth, 'a', fork, knife), named(takeBoth, 'b', knife, fork));
}

export function takeRed() {
  red.acquire();
}

export function heldByEnded() {
  runAll(named(takeRed, 'keeper'));
  red.acquire();
}

/** The last of many acquisitions is not noted, but where the thread has taken the lock before is. */
export function takeOften() {
  for (let i = 0; i < 100; i++) {
    red.acquire();
    if (i < 99) red.release();
  }
}

export function heldAfterMany() {
  runAll(named(takeOften, 'keeper'));
  red.acquire();
}

export function takeSeat() {
  seats.acquire();
}

export function allSeatsTaken() {
  runAll(named(takeSeat, 'a'), named(takeSeat, 'b'));
  seats.acquire();
}

export function giveSignal() {
  signals.release();
}

export function noSignal() {
  signals.acquire();
}

export function noFurtherSignal() {
  runAll(named(giveSignal, 'sender'));
  signals.acquire();
  signals.acquire();
}

export function pass() {
  gate.wait();
}

export function oneTooFew() {
  runAll(named(pass, 'a'), named(pass, 'b'), named(pass, 'c'));
}

export function neverSet() {
  ready.wait();
}

export function pulse() {
  ready.set();
  ready.clear();
}

export function setTooEarly() {
  runAll(named(pulse, 'producer'));
  ready.wait();
}

export function neverNotified() {
  buffer.with(() => buffer.wait());
}

export function notifiedTooEarly() {
  buffer.with(() => buffer.notify());
  buffer.with(() => buffer.wait());
}

export function wait() {
  buffer.with(() => buffer.wait());
}

function awaitWaiters(count: number) {
  while (!String(buffer).endsWith(`, ${count})>`)) sleep(0.001);
}

export function wokeAnother() {
  const first = named(wait, 'first');
  first.start();
  awaitWaiters(1);
  const second = named(wait, 'second');
  second.start();
  awaitWaiters(2);
  buffer.with(() => buffer.notify());
  second.join();
}

export function getTask() {
  tasks.get();
}

export function putTasks() {
  for (let i = 0; i < 3; i++) tasks.put(i);
}

export function emptyFromTheStart() {
  tasks.get();
}

export function producerEnded() {
  runAll(named(putTasks, 'producer'));
  for (;;) tasks.get();
}

export function emptyAgain() {
  tasks.put(1);
  runAll(named(getTask, 'a'), named(getTask, 'b'));
}

export function fullUnread() {
  for (;;) narrow.put(1);
}

export function getNarrow() {
  narrow.get();
}

export function readerEnded() {
  for (let i = 0; i < 2; i++) narrow.put(i);
  runAll(named(getNarrow, 'reader'));
  for (;;) narrow.put(1);
}

export function neverDone() {
  putTasks();
  runAll(named(getTask, 'a'), named(getTask, 'b'), named(getTask, 'c'));
  tasks.join();
}

export function getAndReport() {
  tasks.get();
  tasks.taskDone();
}

export function partlyDone() {
  putTasks();
  runAll(named(getAndReport, 'a'));
  tasks.join();
}

function getTwice(queue: Queue<number> | SimpleQueue<number>) {
  queue.put(1);
  queue.get();
  queue.get();
}

export function emptyStack() {
  getTwice(stack);
}

export function emptyPriorityQueue() {
  getTwice(urgent);
}

export function emptySimpleQueue() {
  getTwice(replies);
}

const turn = new Value('i', 0, 'turn');

export function poll() {
  while (turn.value === 0);
}

/** Never a hang, for a thread that polls runs; the others are told of at the timeout. */
export function waitForPoller() {
  runAll(named(poll, 'poller'));
}
