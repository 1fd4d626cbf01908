/** Programs for the fields of a subclass of Thread, which its `run` changes. */
import { log, SharedList, sleep } from 'pyconc';
import { activeCount, Event, Lock, Thread } from 'pyconc/threading';
import { caught } from './caught.js';

const gate = new Event('gate');

interface Item {
  readonly when: Date;
  readonly bytes: Uint8Array;
}

export class Worker extends Thread {
  readonly numbers: number[];
  readonly config = { depth: 1 };
  readonly lock = new Lock('its lock');
  readonly seen = new Map<string, number>();
  total = 0;
  flag = 'set by the starter';
  extra?: unknown;
  item?: Item;
  done?: Event;
  gone? = 'to be deleted';

  constructor(numbers: number[]) {
    super();
    this.numbers = numbers;
  }

  override run() {
    this.total = this.numbers.reduce((sum, number) => sum + number, 0);
    this.numbers.push(this.total);
    this.seen.set('total', this.total);
    this.extra = [undefined, Number.NaN, 1n];
    this.item = { when: new Date(0), bytes: Uint8Array.of(1, 2) };
    this.done = new Event('made in the thread');
    this.done.set();
    delete this.gone;
  }
}

export function join() {
  const thread = new Worker([1, 2]);
  const { config, lock } = thread;
  thread.start();
  // The thread has a copy of its own, and does not change this.
  thread.flag = 'changed by the starter';
  thread.join();
  thread.join();
  const { numbers, total, flag, seen, extra, item, done } = thread;
  return {
    fields: { numbers, total, flag, seen, extra, item, isDone: done?.isSet() },
    same: [thread.config === config, thread.lock === lock, Object.keys(thread).includes('gone')],
  };
}

export function askWhetherAlive() {
  const thread = new Worker([3]);
  thread.start();
  while (thread.isAlive()) sleep(0.001);
  return thread.total;
}

export class Gated extends Thread {
  step = 'at the start';
  override run() {
    this.step = 'on its way';
    gate.wait();
    this.step = 'at the end';
  }
}

/** Not before the thread has ended. */
export function joinInTime() {
  const thread = new Gated();
  thread.start();
  const seen = [thread.step];
  thread.join(0.01);
  seen.push(thread.step, String(thread.isAlive()), thread.step);
  gate.set();
  thread.join(60);
  return [...seen, thread.step];
}

export class Leaving extends Thread {
  result = 0;
  readonly way: 'throws' | 'exits' | 'sets';
  constructor(way: 'throws' | 'exits' | 'sets') {
    super();
    this.way = way;
  }
  override run() {
    this.result = 1;
    if (this.way === 'throws') throw new RangeError('no good');
    if (this.way === 'exits') process.exit(3);
    this.result = 2;
  }
}

export function leaveInEachWay() {
  return (['throws', 'exits', 'sets'] as const).map((way) => {
    const thread = new Leaving(way);
    thread.start();
    thread.join();
    return thread.result;
  });
}

export class Uncopied extends Thread {
  callback: unknown = null;
  other = 0;
  override run() {
    this.callback = () => {};
    this.other = 1;
  }
}

export function readUncopied() {
  const thread = new Uncopied();
  thread.start();
  thread.join();
  const refusal = caught(() => thread.callback);
  const copy = { ...thread };
  thread.callback = 'mine';
  return [thread.other, refusal, copy.other, thread.callback];
}

export class Numbered extends Thread {
  square = -1;
  readonly number: number;
  constructor(number: number) {
    super();
    this.number = number;
  }
  override run() {
    this.square = this.number ** 2;
  }
}

/** One after the other, in the same slot. */
export function joinLate() {
  const threads = Array.from({ length: 100 }, (_, number) => new Numbered(number));
  for (const thread of threads) {
    thread.start();
    while (activeCount() > 1) sleep(0.0001);
    if (thread.square !== -1) return 'too early';
  }
  for (const thread of threads) thread.join();
  return threads.every((thread, number) => thread.square === number ** 2);
}

export function joinMuchLater() {
  const threads = Array.from({ length: 100 }, (_, number) => new Numbered(number));
  for (const thread of threads) thread.start();
  while (activeCount() > 1) sleep(0.001);
  for (const thread of threads) thread.join();
  return threads.every((thread, number) => thread.square === number ** 2);
}

export class Big extends Thread {
  text = '';
  result = 0;
  readonly room: SharedList;
  constructor(room: SharedList) {
    super();
    this.room = room;
  }
  override run() {
    this.result = 1;
    // Takes all memory that is left.
    try {
      for (;;) this.room.append('x'.repeat(50_000));
    } catch (error) {
      log((error as Error).name);
    }
    this.text = 'x'.repeat(100_000);
  }
}

export function fillArena() {
  const thread = new Big(new SharedList());
  thread.start();
  thread.join();
  return [thread.result, thread.text];
}

/** A block is given back with the fields: without that, these would not fit into the arena. */
export function startOften() {
  for (let i = 0; i < 3000; i++) {
    const thread = new Numbered(i);
    thread.start();
    thread.join();
    if (thread.square !== i ** 2) return i;
  }
  return 'all';
}
