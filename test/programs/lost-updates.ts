/** Programs for the contract of lost updates: events, not luck, settle the order of loads and stores. */
import { Value } from 'pyconc';
import { Value as CommonValue, Process, Queue } from 'pyconc/multiprocessing';
import { Event, Lock, Thread } from 'pyconc/threading';

export const counter = new Value('i', 0, 'counter');
export const level = new Value('d', 0.5, 'level');
const loaded = new Event('loaded');
const stored = new Event('stored');
const lock = new Lock('lock');

export function slow(value: Value) {
  const seen = value.value; // the stale load
  loaded.set();
  stored.wait();
  value.value = seen + 1; // the last store
}

export function quick(value: Value, times: number) {
  loaded.wait();
  for (let i = 0; i < times; i++) value.value += 1; // the lost updates
  stored.set();
}

/** Loads and stores until its operations are no longer logged, and then as `quick`. */
export function afterMany(value: Value) {
  for (let i = 0; i < 200; i++) value.value += 1;
  quick(value, 1);
}

export function once() {
  race(counter, 1);
}

export function twice() {
  race(counter, 2);
}

export function often() {
  race(counter, 1000);
}

export function onDouble() {
  race(level, 1);
}

/** Two threads with more operations than are logged: it is unknown which of them stored last. */
export function byNobodyKnowsWhom() {
  // The first thread has ended when the slow one loads, but its operations are not logged.
  const busy = new Thread({ target: burn, args: [counter] });
  busy.start();
  busy.join();
  race(counter, 1000);
}

export function burn(value: Value) {
  for (let i = 0; i < 200; i++) value.value += 1;
}

export function underLock() {
  const threads = [1, 2].map(() => new Thread({ target: addLocked }));
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

export function addLocked() {
  for (let i = 0; i < 500; i++) lock.with(() => (counter.value += 1));
}

export function alone() {
  for (let i = 0; i < 100; i++) counter.value += 1;
}

/** The same worker, one thread after another: each is logged from its beginning. */
export function afterOthers() {
  for (let i = 0; i < 3; i++) {
    const thread = new Thread({ target: burn, args: [level] });
    thread.start();
    thread.join();
  }
  race(counter, 1);
}

function race(value: Value, times: number) {
  const threads = [
    new Thread({ target: slow, args: [value], name: 'slow' }),
    new Thread({ target: quick, args: [value, times], name: 'quick' }),
  ];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

class Counter extends Value {
  calls = 0;
  override get value() {
    this.calls++;
    return super.value;
  }
  override set value(number: number) {
    this.calls++;
    super.value = number;
  }
}

/** The behaviour of a handle that no longer logs. */
export function handles() {
  const value = new Value('i', 0, 'plain');
  const own = new Counter('i', 0, 'own');
  for (let i = 0; i < 300; i++) {
    value.value += 1;
    own.value += 2;
  }
  return [value.value, own.value, own.calls, value instanceof Value, own instanceof Counter, `${value}`, `${own}`];
}

const common = new CommonValue('i', 0, 'common');
const [begin, finish] = [new Queue<null>(), new Queue<null>()];

export function slowProcess() {
  const seen = common.value; // the stale load of a process
  begin.put(null);
  finish.get();
  common.value = seen + 1; // the last store of a process
}

export function quickProcess() {
  begin.get();
  common.value += 1; // the lost update of a process
  finish.put(null);
}

export function betweenProcesses() {
  const processes = [
    new Process({ target: slowProcess, name: 'slow' }),
    new Process({ target: quickProcess, name: 'quick' }),
  ];
  for (const process of processes) process.start();
  for (const process of processes) process.join();
}
