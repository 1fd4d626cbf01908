/** Queue: Python's `queue.Queue`, first in, first out: a monitor with three conditions, as there. */
import type { ObjectState } from '../events/waiting.js';
import { checkOptions } from '../runtime/arguments/options.js';
import { typeName, valueName } from '../runtime/arguments/type-names.js';
import { ValueError } from '../runtime/errors.js';
import { afterSeen } from '../runtime/kernel/order.js';
import { glance } from '../runtime/kernel/polling.js';
import { self } from '../runtime/kernel/self.js';
import { announceWrite, stepOn, stepRead } from '../runtime/kernel/step.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { words } from '../runtime/memory/arena.js';
import { load, store } from '../runtime/memory/atomics.js';
import { isControlled } from '../runtime/memory/control-block.js';
import { noteFirst, noteSecond, noteThird } from '../runtime/objects/history.js';
import { append, takeFirst } from '../runtime/objects/item-chain.js';
import { discard, type Packed, pack, unpack } from '../runtime/objects/items.js';
import {
  AT,
  addressOf,
  defineSharedClass,
  fromHandle,
  Kind,
  kindOf,
  SharedObject,
  STATE_FACTS,
} from '../runtime/objects/shared-object.js';
import { ShutDown } from '../runtime/queue-errors.js';
import { trace } from '../runtime/tracing/trace.js';
import {
  announceGet,
  announceJoin,
  announcePut,
  awaitItem,
  awaitRoom,
  GET,
  GET_OPTIONS,
  JOIN,
  PUT,
  PUT_OPTIONS,
  type QueueWaitOptions,
} from './waiting.js';
import {
  allTasksDone,
  COUNT,
  IS_SHUT_DOWN,
  ITEMS,
  MAXSIZE,
  monitor,
  notEmpty,
  notFull,
  QUEUE_SIZE,
  queueState,
  UNFINISHED,
} from './words.js';

/**
 * A queue of items for any number of threads that put and get: first in, first out. Items are copied, as `v8.serialize`
 * copies them; shared objects arrive as themselves.
 *
 * Python: `queue.Queue(maxsize=0)`.
 *
 * @example
 * const tasks = new Queue<string>(10, 'tasks');
 * tasks.put('wash up');   // waits while there are 10
 * const task = tasks.get();   // waits while there is none
 */
export class Queue<T = unknown> extends SharedObject {
  /**
   * Makes an empty queue for at most `maxsize` items; 0 or less: as many as the arena holds. Diagnoses and traces show
   * `name`. Throws TypeError for a maxsize that is not a number, MemoryError if the arena is full.
   */
  constructor(maxsize = 0, name?: string) {
    const limit = limitOf(maxsize);
    super(kindOf(new.target), QUEUE_SIZE, name, {
      initialise: (at) => {
        words[at + MAXSIZE] = limit;
      },
    });
  }

  /**
   * Adds an item, waiting while the queue is full. Throws Full if there is no room with `block: false`, or none within
   * `timeout` seconds; ShutDown if the queue is shut down; ValueError for a timeout that is negative or NaN; TypeError
   * for an item that cannot be copied, for a timeout that is not a number, and for an unknown option; OverflowError for
   * a timeout above TIMEOUT_MAX; MemoryError if the arena is full; RuntimeError outside a run. The queue is unchanged
   * then.
   *
   * Python: `Queue.put(item, block=True, timeout=None)`.
   */
  put(item: T, options?: QueueWaitOptions): void {
    self();
    checkOptions(options, PUT_OPTIONS);
    const at = this[AT];
    const packed = pack(item);
    try {
      if (isControlled) announcePut(at, options);
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
        noteFirst(this);
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
   * Takes the next item, waiting while the queue is empty. Throws Empty if there is none with `block: false`, or none
   * within `timeout` seconds; ShutDown if the queue is empty and shut down; ValueError for a timeout that is negative
   * or NaN; TypeError for a timeout that is not a number, and for an unknown option; OverflowError for a timeout above
   * TIMEOUT_MAX; RuntimeError outside a run.
   *
   * Python: `Queue.get(block=True, timeout=None)`.
   */
  get(options?: QueueWaitOptions): T {
    self();
    checkOptions(options, GET_OPTIONS);
    const at = this[AT];
    if (isControlled) announceGet(at, options);
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
      noteSecond(this);
      trace('got', at, words[at + COUNT]);
      notFull.notify(at);
    } finally {
      monitor.leave(at);
    }
    return unpack(packed) as T;
  }

  /** The same as `put(item, { block: false })`. Python: `Queue.put_nowait(item)`. */
  putNowait(item: T): void {
    this.put(item, { block: false });
  }

  /** The same as `get({ block: false })`. Python: `Queue.get_nowait()`. */
  getNowait(): T {
    return this.get({ block: false });
  }

  /** How many items there are; it may have changed by the time the caller reads it. Python: `Queue.qsize()`. */
  qsize(): number {
    stepRead('look', this[AT]);
    const count = load(this[AT] + COUNT);
    glance(this[AT], count);
    return count;
  }

  /** True if there is no item now. Python: `Queue.empty()`. */
  empty(): boolean {
    return this.qsize() === 0;
  }

  /** True if a `put` would wait now. Python: `Queue.full()`. */
  full(): boolean {
    const count = this.qsize();
    const maxsize = load(this[AT] + MAXSIZE);
    return maxsize > 0 && count >= maxsize;
  }

  /**
   * Says that the work on an item is done; `join` counts these calls. Throws ValueError if there are more of them than
   * items were put, RuntimeError outside a run.
   *
   * Python: `Queue.task_done()`.
   */
  taskDone(): void {
    self();
    const at = this[AT];
    stepOn('notify', at, at + UNFINISHED);
    monitor.enter(at, JOIN);
    const unfinished = (words[at + UNFINISHED] as number) - 1;
    if (unfinished >= 0) words[at + UNFINISHED] = unfinished;
    if (unfinished === 0) allTasksDone.notifyAll(at);
    if (unfinished >= 0) noteThird(this);
    monitor.leave(at);
    if (unfinished < 0) throw new ValueError('task_done() called too many times');
  }

  /**
   * Waits until `taskDone` was called for every item that was put. Throws RuntimeError outside a run. Python:
   * `Queue.join()`.
   */
  join(): void {
    self();
    const at = this[AT];
    if (isControlled) announceJoin(at);
    monitor.enter(at, JOIN);
    // In a loop: another item may have been put since.
    while (words[at + UNFINISHED] !== 0) allTasksDone.wait(at, Infinity, JOIN);
    monitor.leave(at);
  }

  /**
   * Refuses every later `put`, and makes `get` throw ShutDown once the queue is empty; with `immediate`, empties it at
   * once. Releases all blocked threads. Throws TypeError for an `immediate` that is not a boolean, RuntimeError outside
   * a run.
   *
   * Python 3.13: `Queue.shutdown(immediate=False)`.
   */
  shutdown(immediate = false): void {
    self();
    if (typeof immediate !== 'boolean') throw new TypeError(`immediate is true or false, not ${typeName(immediate)}`);
    const at = this[AT];
    if (isControlled) announceWrite('notify', at, at + COUNT, at + IS_SHUT_DOWN);
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

  /**
   * The most items; 0 or less for no limit. Setting it wakes no thread, as in Python; it throws TypeError for anything
   * but a number, RuntimeError outside a run. Python: `Queue.maxsize`.
   */
  get maxsize(): number {
    stepRead('look', this[AT]);
    const maxsize = load(this[AT] + MAXSIZE);
    afterSeen();
    return maxsize;
  }

  set maxsize(maxsize: number) {
    self();
    const at = this[AT];
    const limit = limitOf(maxsize);
    stepOn('store', at, at + COUNT);
    // Under the mutex: a `put` looks at it more than once, and would find a queue full that never was.
    monitor.enter(at, PUT);
    store(at + MAXSIZE, limit);
    monitor.leave(at);
  }

  /** Items that were put and for which `taskDone` was not called. Python: `Queue.unfinished_tasks`. */
  get unfinishedTasks(): number {
    stepRead('look', this[AT]);
    const unfinished = load(this[AT] + UNFINISHED);
    glance(this[AT], unfinished, UNFINISHED);
    return unfinished;
  }

  /** True after `shutdown`. Python 3.13: `Queue.is_shutdown`. */
  get isShutdown(): boolean {
    stepRead('look', this[AT]);
    const isShutDown = load(this[AT] + IS_SHUT_DOWN) === 1;
    afterSeen();
    return isShutDown;
  }

  /** @internal */
  [STATE_FACTS](): ObjectState {
    return queueState(this[AT]);
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
export function queueOver<T>(at: ObjectAddress): Queue<T> {
  return fromHandle(Kind.Queue, at, 0) as Queue<T>;
}

/** As a word holds it: what no queue can reach is no limit. */
function limitOf(maxsize: number): number {
  if (typeof maxsize !== 'number' || Number.isNaN(maxsize)) {
    throw new TypeError(`a queue's maxsize is a number of items, not ${valueName(maxsize)}`);
  }
  return maxsize > 2 ** 31 - 1 ? 0 : Math.ceil(Math.max(maxsize, -1));
}

/**
 * Plain: all threads that decide on it hold the mutex. Those that look without it, or wait awake, see it no later than the
 * release of the mutex that follows.
 */
function countItems(at: ObjectAddress, change: number): void {
  words[at + COUNT] = (words[at + COUNT] as number) + change;
}
