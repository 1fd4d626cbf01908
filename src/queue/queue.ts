/** Queue: Python's `queue.Queue`, first in, first out: a monitor with three conditions, as there. */
import { checkOptions, optionsOf } from '../runtime/arguments/options.js';
import { told, typeName } from '../runtime/arguments/type-names.js';
import { ValueError } from '../runtime/errors.js';
import { now } from '../runtime/kernel/clock.js';
import { checkSeconds, deadlineAfter } from '../runtime/kernel/deadline.js';
import { CONDITION_SIZE, Monitor, MonitorCondition } from '../runtime/kernel/monitor.js';
import { glance } from '../runtime/kernel/polling.js';
import { self } from '../runtime/kernel/self.js';
import { spinWhile } from '../runtime/kernel/spin.js';
import { step } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import { words } from '../runtime/memory/arena.js';
import { load, store } from '../runtime/memory/atomics.js';
import { append, takeFirst } from '../runtime/objects/item-chain.js';
import { discard, type Packed, pack, unpack } from '../runtime/objects/items.js';
import {
  AT,
  addressOf,
  defineSharedClass,
  fromHandle,
  HEAD,
  Kind,
  kindOf,
  SharedObject,
} from '../runtime/objects/shared-object.js';
import { Empty, Full, ShutDown } from '../runtime/queue-errors.js';
import { trace } from '../runtime/tracing/trace.js';

/** On a line of its own: threads that spin on it should not disturb the holder. */
const MUTEX = HEAD;
const LINE = 16;
const MAXSIZE = LINE;
const UNFINISHED = LINE + 1;
const IS_SHUT_DOWN = LINE + 2;
/** The number of items, also for threads that look without the mutex. */
const COUNT = LINE + 3;
/** Where the kinds of queues keep their items. */
const ITEMS = LINE + 4;
const NOT_EMPTY = 2 * LINE;
const NOT_FULL = NOT_EMPTY + CONDITION_SIZE;
const ALL_DONE = NOT_FULL + CONDITION_SIZE;
export const QUEUE_SIZE = ALL_DONE + CONDITION_SIZE - HEAD;

const monitor = new Monitor(MUTEX);
const notEmpty = new MonitorCondition(monitor, NOT_EMPTY);
const notFull = new MonitorCondition(monitor, NOT_FULL);
const allTasksDone = new MonitorCondition(monitor, ALL_DONE);

export interface QueueWaitOptions {
  /** False: do not wait. */
  readonly block?: boolean;
  /** The most seconds to wait; none for no limit. Ignored with `block: false`, as in Python. */
  readonly timeout?: number | undefined;
}

export const PUT_OPTIONS = optionsOf('put()', 'put(item, { block, timeout })', ['block', 'timeout']);
const GET_OPTIONS = optionsOf('get()', 'get({ block, timeout })', ['block', 'timeout']);

/**
 * A queue of items for any number of threads that put and get. Items are copied, whatever `v8.serialize` takes; shared
 * objects arrive as themselves.
 *
 * Python: `queue.Queue(maxsize=0)`.
 *
 * @example
 * const tasks = new Queue<string>(10, 'tasks');
 * tasks.put('wash up');   // waits while there are 10
 * const task = tasks.get();   // waits while there is none
 */
export class Queue<T = unknown> extends SharedObject {
  /** Makes an empty queue for at most `maxsize` items; 0 or less: as many as the arena holds. */
  constructor(maxsize = 0, name?: string) {
    const limit = limitOf(maxsize);
    super(kindOf(new.target), QUEUE_SIZE, name, {
      initialise: (at) => {
        words[at + MAXSIZE] = limit;
      },
    });
  }

  /**
   * Adds an item, waiting while the queue is full. Throws Full instead of waiting with `block: false`, or after `timeout`
   * seconds; ShutDown if the queue is shut down; ValueError for a negative timeout; TypeError for an item that cannot be
   * copied, and MemoryError if the arena is full: then nothing has changed.
   *
   * Python: `Queue.put(item, block=True, timeout=None)`.
   */
  put(item: T, options?: QueueWaitOptions): void {
    self();
    checkOptions(options, PUT_OPTIONS);
    const at = this[AT];
    const packed = pack(item);
    try {
      step('put', at);
      monitor.enter(at, PUT);
      try {
        if (words[at + IS_SHUT_DOWN] === 1) throw new ShutDown();
        if ((words[at + MAXSIZE] as number) > 0) awaitRoom(at, options);
        try {
          this.store(at + ITEMS, packed);
        } catch (error) {
          // Pass the wake-up on: the room is still free.
          notFull.notify(at);
          throw error;
        }
        countItems(at, 1);
        words[at + UNFINISHED] = (words[at + UNFINISHED] as number) + 1;
        trace('put', at, words[at + COUNT]);
        notEmpty.notify(at);
      } finally {
        monitor.leave(at);
      }
    } catch (error) {
      discard(packed);
      throw error;
    }
  }

  /**
   * Takes the next item, waiting while the queue is empty. Throws Empty instead of waiting with `block: false`, or after
   * `timeout` seconds; ShutDown if the queue is empty and shut down; ValueError for a negative timeout.
   *
   * Python: `Queue.get(block=True, timeout=None)`.
   */
  get(options?: QueueWaitOptions): T {
    self();
    checkOptions(options, GET_OPTIONS);
    const at = this[AT];
    step('get', at);
    let packed: Packed;
    monitor.enter(at, GET);
    try {
      awaitItem(at, options);
      try {
        packed = this.take(at + ITEMS);
      } catch (error) {
        // Pass the wake-up on: the item is still there.
        notEmpty.notify(at);
        throw error;
      }
      countItems(at, -1);
      trace('got', at, words[at + COUNT]);
      notFull.notify(at);
    } finally {
      monitor.leave(at);
    }
    return unpack(packed) as T;
  }

  /** `put(item, { block: false })`. Python: `Queue.put_nowait(item)`. */
  putNowait(item: T): void {
    this.put(item, { block: false });
  }

  /** `get({ block: false })`. Python: `Queue.get_nowait()`. */
  getNowait(): T {
    return this.get({ block: false });
  }

  /** Items in the queue; by the time the caller reads it, it may have changed. Python: `Queue.qsize()`. */
  qsize(): number {
    const count = load(this[AT] + COUNT);
    glance(this[AT], count);
    return count;
  }

  /** True if there is no item, now. Python: `Queue.empty()`. */
  empty(): boolean {
    return this.qsize() === 0;
  }

  /** True if a `put` would wait, now. Python: `Queue.full()`. */
  full(): boolean {
    const { maxsize } = this;
    return maxsize > 0 && this.qsize() >= maxsize;
  }

  /**
   * Says that the work on an item that was got is done; `join` counts these. Throws ValueError if it is said more often than
   * there were items.
   *
   * Python: `Queue.task_done()`.
   */
  taskDone(): void {
    self();
    const at = this[AT];
    step('notify', at);
    monitor.enter(at, JOIN);
    const unfinished = (words[at + UNFINISHED] as number) - 1;
    if (unfinished >= 0) words[at + UNFINISHED] = unfinished;
    if (unfinished === 0) allTasksDone.notifyAll(at);
    monitor.leave(at);
    if (unfinished < 0) throw new ValueError('task_done() called too many times');
  }

  /** Waits until `taskDone` has been said of every item that was put. Python: `Queue.join()`. */
  join(): void {
    self();
    const at = this[AT];
    step('wait', at);
    monitor.enter(at, JOIN);
    // In a loop: another item may have been put since.
    while (words[at + UNFINISHED] !== 0) allTasksDone.wait(at, Infinity, JOIN);
    monitor.leave(at);
  }

  /**
   * Lets nobody put any more, and has `get` raise ShutDown once the queue is empty; with `immediate`, empties it at once.
   * Threads that are blocked look again.
   *
   * Python 3.13: `Queue.shutdown(immediate=False)`.
   */
  shutdown(immediate = false): void {
    self();
    if (typeof immediate !== 'boolean') throw new TypeError(`immediate is true or false, not ${typeName(immediate)}`);
    const at = this[AT];
    step('notify', at);
    monitor.enter(at, PUT);
    store(at + IS_SHUT_DOWN, 1);
    if (immediate) {
      const count = words[at + COUNT] as number;
      for (let i = 0; i < count; i++) discard(this.takeAny(at + ITEMS));
      // All at once, for threads that look without the mutex.
      countItems(at, -count);
      words[at + UNFINISHED] = Math.max(0, (words[at + UNFINISHED] as number) - count);
      allTasksDone.notifyAll(at);
    }
    notEmpty.notifyAll(at);
    notFull.notifyAll(at);
    monitor.leave(at);
  }

  /** The most items; 0 or less for no limit. Changing it wakes nobody, as in Python. Python: `Queue.maxsize`. */
  get maxsize(): number {
    return load(this[AT] + MAXSIZE);
  }

  set maxsize(maxsize: number) {
    self();
    const at = this[AT];
    const limit = limitOf(maxsize);
    // Under the mutex: a `put` looks at it more than once, and would find a queue full that never was.
    monitor.enter(at, PUT);
    store(at + MAXSIZE, limit);
    monitor.leave(at);
  }

  /** Items put for which `taskDone` has not been said. Python: `Queue.unfinished_tasks`. */
  get unfinishedTasks(): number {
    const unfinished = load(this[AT] + UNFINISHED);
    glance(this[AT], unfinished, UNFINISHED);
    return unfinished;
  }

  /** True after `shutdown`. Python 3.13: `Queue.is_shutdown`. */
  get isShutdown(): boolean {
    return load(this[AT] + IS_SHUT_DOWN) === 1;
  }

  override toString(): string {
    return `<queue.${this.constructor.name} object at ${addressOf(this[AT])}>`;
  }

  /** Keeps an item. @internal */
  protected store(items: number, item: Packed): void {
    append(items, item);
  }

  /** Takes the item whose turn it is. There is one. @internal */
  protected take(items: number): Packed {
    return takeFirst(items);
  }

  /** Takes some item. There is one. @internal */
  protected takeAny(items: number): Packed {
    return this.take(items);
  }
}

defineSharedClass(Kind.Queue, Queue);

/** A Queue over the memory of another kind of object, made with `QUEUE_SIZE` words. */
export function queueOver<T>(at: number): Queue<T> {
  return fromHandle(Kind.Queue, at, 0) as Queue<T>;
}

/** As a word holds it: what no queue can reach is no limit. */
function limitOf(maxsize: number): number {
  if (typeof maxsize !== 'number' || Number.isNaN(maxsize)) {
    throw new TypeError(`a queue's maxsize is a number of items, not ${told(maxsize)}`);
  }
  return maxsize > 2 ** 31 - 1 ? 0 : Math.ceil(Math.max(maxsize, -1));
}

function awaitRoom(at: number, options: QueueWaitOptions | undefined): void {
  refuseNegative(options);
  const isFull = () => (words[at + COUNT] as number) >= (words[at + MAXSIZE] as number);
  if (!isFull()) return;
  const deadline = deadlineFor(options);
  while (isFull()) {
    if (deadline <= now()) {
      glance(at, words[at + COUNT] as number);
      throw new Full();
    }
    awaitChange(at, notFull, deadline, PUT);
    if (words[at + IS_SHUT_DOWN] === 1) throw new ShutDown();
  }
}

function awaitItem(at: number, options: QueueWaitOptions | undefined): void {
  if (words[at + IS_SHUT_DOWN] === 1 && words[at + COUNT] === 0) throw new ShutDown();
  refuseNegative(options);
  if (words[at + COUNT] !== 0) return;
  const deadline = deadlineFor(options);
  while (words[at + COUNT] === 0) {
    if (deadline <= now()) {
      glance(at, 0);
      throw new Empty();
    }
    awaitChange(at, notEmpty, deadline, words[at] === Kind.SimpleQueue ? GET_SIMPLE : GET);
    if (words[at + IS_SHUT_DOWN] === 1 && words[at + COUNT] === 0) throw new ShutDown();
  }
}

/** Whether the call has to wait or not. What is no time otherwise is refused only where the call has to wait, as in Python. */
function refuseNegative({ block = true, timeout }: QueueWaitOptions = {}): void {
  if (!block || timeout === undefined || timeout === null) return;
  if (typeof timeout !== 'number') checkSeconds(timeout);
  if (timeout < 0) throw new ValueError("'timeout' must be a non-negative number");
}

/** One deadline for all waits of a call (program seconds); Infinity for none. */
function deadlineFor({ block = true, timeout }: QueueWaitOptions = {}): number {
  return block ? deadlineAfter(timeout) : -Infinity;
}

/** Microseconds of waiting awake for an item or for room. */
const AWAKE = 20;

/** Waits for an item or for room, with the mutex let go; it may be in vain. */
function awaitChange(at: number, condition: MonitorCondition, deadline: number, reason: number): void {
  const count = words[at + COUNT] as number;
  monitor.leave(at);
  // Items that come one after the other are met awake: to sleep for each would cost more than all the rest.
  const hasChanged = spinWhile(at + COUNT, count, AWAKE);
  monitor.enter(at, reason);
  if (hasChanged || words[at + COUNT] !== count || words[at + IS_SHUT_DOWN] === 1) return;
  condition.wait(at, deadline, reason);
}

/**
 * Plain: all threads that decide on it hold the mutex. Those that look without it, or wait awake, see it no later than the
 * release of the mutex that follows.
 */
function countItems(at: number, change: number): void {
  words[at + COUNT] = (words[at + COUNT] as number) + change;
}

const PUT = reasonNumber('Queue.put');
const GET = reasonNumber('Queue.get');
const GET_SIMPLE = reasonNumber('SimpleQueue.get');
const JOIN = reasonNumber('Queue.join');
