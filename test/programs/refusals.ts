/** Wrong values: each kind, with its error. */
import { SharedList, sleep } from 'pyconc';
import * as multiprocessing from 'pyconc/multiprocessing';
import { Queue, SimpleQueue } from 'pyconc/queue';
import { Barrier, Condition, Event, Lock, RLock, Semaphore, Thread, Timer } from 'pyconc/threading';
import { caught } from './caught.js';

/** Any value where the types would not allow it: a JavaScript caller may write it. */
// biome-ignore lint/suspicious/noExplicitAny: intended here
const any = (value: unknown): any => value;

const target = () => {};

export function unknownOptions() {
  const lock = new multiprocessing.Lock();
  const tasks = new multiprocessing.Queue();
  return [
    () => new Lock().acquire(any({ block: false })),
    () => new RLock().acquire(any({ timout: 1 })),
    () => new Condition().acquire(any({ Blocking: false })),
    () => new Semaphore().acquire(any({ block: false })),
    () => lock.acquire(any({ blocking: false })),
    () => new multiprocessing.RLock().acquire(any({ blocking: false })),
    () => new Queue().get(any({ timout: 1 })),
    () => new Queue().put(1, any({ blok: false })),
    () => new SimpleQueue().get(any({ timeuot: 1 })),
    () => tasks.get(any({ timout: 1 })),
    () => tasks.put(1, any({ timout: undefined })),
    () => new Thread(any({ deamon: true })),
    () => new multiprocessing.Process(any({ traget: target })),
    () => new Barrier(2, any({ acton: target })),
    () => new Lock().acquire(any({ constructor: 1 })),
    () => new Lock().acquire(any(['blocking'])),
  ].map(caught);
}

export function wrongValues() {
  const condition = new Condition();
  condition.acquire();
  return [
    () => new Thread({ target, args: any('abc') }),
    () => new multiprocessing.Process({ target, args: any('abc') }),
    () => new Timer(1, target, any('abc')),
    () => new Timer(any('1'), target),
    () => new Thread({ target, args: any({ 0: 1, length: 1 }) }),
    () => new Thread({ target, kwargs: any([1]) }),
    () => new Thread({ target, kwargs: any(new Map()) }),
    () => condition.waitFor(any(async () => true)),
    () => condition.waitFor(() => Promise.resolve(true)),
    () => condition.waitFor(any(true)),
    () => condition.notify(any('all')),
    () => condition.notify(any(null)),
    () => new Semaphore().release(any('2')),
    () => new Semaphore().release(2 ** 32),
    () => new Semaphore(2 ** 32 + 1),
    () => new Barrier(2 ** 32 + 1),
    () => new Barrier(any('2')),
    () => new Queue(any({})),
    () => new multiprocessing.Queue(2 ** 32 + 1),
    () => new Queue().shutdown(any({ immediate: false })),
    () => new SimpleQueue().put(1, any({ blok: 1 })),
    () => new multiprocessing.Lock(any(5)),
    () => new Barrier(2, { timeout: any({}) }),
    () => new Event().wait(any({})),
    () => new Lock().acquire({ timeout: any({}) }),
    () => new Queue().get({ timeout: any([]) }),
    () => sleep(any(null)),
    () => new Event(any(5)),
    () => new RLock(any({})),
    () => new SharedList(any([1, 2])),
  ].map(caught);
}

/** Each lock is free afterwards. */
export function bodies() {
  const locks = [new Lock(), new RLock(), new Condition(), new Semaphore(), new multiprocessing.Lock()];
  const wrong = [
    async () => {},
    function* () {},
    () => Promise.resolve(),
    // biome-ignore lint/suspicious/noThenProperty: `then` is what makes a value awaitable
    () => ({ then() {} }),
    'body',
  ];
  const told = locks.map((lock) => wrong.map((body) => caught(() => lock.with(any(body)))));
  const free = locks.map((lock) => lock.with(() => 'free'));
  return { told, free };
}
