/** Queues for processes: Python's `multiprocessing.Queue` and `multiprocessing.JoinableQueue`. */
import { checkOptions, optionsOf } from '../runtime/arguments/options.js';
import { valueName } from '../runtime/arguments/type-names.js';
import { AssertionError, MemoryError, OverflowError, ValueError } from '../runtime/errors.js';
import { self } from '../runtime/kernel/self.js';
import { step } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import { decode, encodeForProcess } from '../runtime/objects/codec.js';
import { AT, addressOf, defineSharedClass, isFromHandle, Kind, kindOf } from '../runtime/objects/shared-object.js';
import { returnGiven } from '../runtime/processes/client/host-call.js';
import {
  AT_ONCE,
  closed,
  have,
  RemoteObject,
  remoteFacts,
  requestOf,
  sendRequestOf,
} from '../runtime/processes/client/remote-object.js';
import { ReplyCode } from '../runtime/processes/protocol.js';
import { Empty, Full } from '../runtime/queue-errors.js';
import { trace } from '../runtime/tracing/trace.js';
import { deadlineOf } from './deadline.js';

/** Python's, where a semaphore counts the free room. */
const MOST = 2 ** 31 - 1;

export interface QueueWaitOptions {
  /** False: do not wait. True if not given. */
  readonly block?: boolean;
  /**
   * The most seconds to wait; none for no limit. A negative one is over at once. Ignored with `block: false`, as in
   * Python.
   */
  readonly timeout?: number | undefined;
}

const PUT_OPTIONS = optionsOf('put()', 'put(item, { block, timeout })', ['block', 'timeout']);
const GET_OPTIONS = optionsOf('get()', 'get({ block, timeout })', ['block', 'timeout']);

/**
 * A queue of items for threads of all processes of the program: first in, first out. Items are copied, as
 * `v8.serialize` copies them, and sent; the shared objects of `pyconc/multiprocessing` arrive as themselves. A queue
 * that a module makes at its top level is the same in every process.
 *
 * Python: `multiprocessing.Queue(maxsize=0)`.
 *
 * @example
 * const parcels = new Queue<string>(0, 'parcels');
 * parcels.put('a book');            // in one process
 * const parcel = parcels.get();     // in another: waits while there is none
 */
export class Queue<T = unknown> extends RemoteObject {
  /**
   * Makes an empty queue for at most `maxsize` items; 0 or less: as many as the first process has memory for. Diagnoses
   * and traces show `name`. Throws TypeError for anything but a whole number, OverflowError above 2³¹ − 1, MemoryError
   * if the arena is full.
   */
  constructor(maxsize = 0, name?: string) {
    if (!isFromHandle() && !Number.isInteger(maxsize)) {
      throw new TypeError(`a queue's maxsize is a whole number, not ${valueName(maxsize)}`);
    }
    if (maxsize > MOST) throw new OverflowError(`a queue's maxsize is at most ${MOST}`);
    super(kindOf(new.target), name, { kind: 'Queue', number: maxsize });
  }

  /**
   * Adds an item, waiting while the queue is full. Throws Full if there is no room with `block: false`, or none within
   * `timeout` seconds; ValueError if this process has closed the queue; TypeError for an item that cannot be copied;
   * TypeError for a timeout that is not a number and for an unknown option, ValueError for NaN, OverflowError for a
   * timeout above TIMEOUT_MAX; RuntimeError outside a run.
   *
   * Python: `Queue.put(obj, block=True, timeout=None)`.
   */
  put(item: T, options?: QueueWaitOptions): void {
    this.#refuseClosed();
    checkOptions(options, PUT_OPTIONS);
    const content = encodeForProcess(item, 'the item');
    step('put', this[AT]);
    trace('put', this[AT]);
    // Without a limit there is nothing to wait for: what this thread asks next comes after it.
    if (this[remoteFacts].number <= 0) {
      sendRequestOf(this, { op: 'put', content });
      return;
    }
    const deadline = deadlineOf(options?.block ?? true, options?.timeout);
    const what = { op: 'put', blocks: deadline !== undefined, content } as const;
    if (requestOf(this, what, deadline ?? Infinity, PUT).code !== ReplyCode.OK) throw new Full();
  }

  /**
   * Takes the next item, waiting while the queue is empty. Throws Empty if there is none with `block: false`, or none
   * within `timeout` seconds; ValueError if this process has closed the queue; MemoryError if the caller's arena has no
   * room for the item, which stays in the queue; TypeError for a timeout that is not a number and for an unknown
   * option, ValueError for NaN, OverflowError for a timeout above TIMEOUT_MAX; RuntimeError outside a run.
   *
   * Python: `Queue.get(block=True, timeout=None)`.
   */
  get(options?: QueueWaitOptions): T {
    this.#refuseClosed();
    checkOptions(options, GET_OPTIONS);
    const deadline = deadlineOf(options?.block ?? true, options?.timeout);
    step('get', this[AT]);
    const { content } = requestOf(this, { op: 'get', blocks: deadline !== undefined }, deadline ?? Infinity, GET);
    if (!content) throw new Empty();
    try {
      const item = decode(content) as T;
      trace('got', this[AT]);
      return item;
    } catch (error) {
      // No room for a shared object in it: the next one that gets may have some.
      if (error instanceof MemoryError) returnGiven();
      throw error;
    }
  }

  /** The same as `put(item, { block: false })`. Python: `Queue.put_nowait(obj)`. */
  putNowait(item: T): void {
    this.put(item, { block: false });
  }

  /** The same as `get({ block: false })`. Python: `Queue.get_nowait()`. */
  getNowait(): T {
    return this.get({ block: false });
  }

  /**
   * How many items there are; it may have changed by the time the caller reads it. Throws RuntimeError outside a run.
   * Python: `Queue.qsize()`.
   */
  qsize(): number {
    return requestOf(this, { op: 'size' }, Infinity, AT_ONCE).number as number;
  }

  /** True if there is no item now. Throws RuntimeError outside a run. Python: `Queue.empty()`. */
  empty(): boolean {
    return this.qsize() === 0;
  }

  /** True if there are `maxsize` items now. Throws RuntimeError outside a run. Python: `Queue.full()`. */
  full(): boolean {
    const { number: maxsize } = this[remoteFacts];
    return maxsize > 0 && this.qsize() >= maxsize;
  }

  /**
   * This process puts and gets no more; others still may. Throws RuntimeError outside a run. Python: `Queue.close()`.
   */
  close(): void {
    self();
    this[closed] = true;
  }

  /**
   * Does nothing: there is no feeder thread to wait for. Throws AssertionError if this process has not closed the
   * queue, RuntimeError outside a run. Python: `Queue.join_thread()`.
   */
  joinThread(): void {
    self();
    if (!this[closed]) throw new AssertionError(`Queue ${this} not closed`);
  }

  /** Does nothing: a process never waits at its end for what it has put. Python: `Queue.cancel_join_thread()`. */
  cancelJoinThread(): void {}

  override toString(): string {
    return `<multiprocessing.queues.${this.constructor.name} object at ${addressOf(this[AT])}>`;
  }

  #refuseClosed(): void {
    self();
    if (this[closed]) throw new ValueError(`Queue ${this} is closed`);
  }
}

/**
 * A queue for processes that knows whether the work on all its items is done: a thread that has taken an item calls
 * `taskDone`.
 *
 * Python: `multiprocessing.JoinableQueue(maxsize=0)`.
 *
 * @example
 * tasks.get();
 * tasks.taskDone();   // in one process
 * tasks.join();       // in another: waits until that was said of every item
 */
export class JoinableQueue<T = unknown> extends Queue<T> {
  /**
   * Says that the work on an item is done. Throws ValueError if there are more of these calls than items were put,
   * RuntimeError outside a run. Python: `JoinableQueue.task_done()`.
   */
  taskDone(): void {
    self();
    if (!have(this, { op: 'task-done' })) throw new ValueError('task_done() called too many times');
  }

  /**
   * Waits until `taskDone` was called for every item that was put. Throws RuntimeError outside a run. Python:
   * `JoinableQueue.join()`.
   */
  join(): void {
    self();
    step('join', this[AT]);
    requestOf(this, { op: 'join' }, Infinity, JOIN);
  }
}

defineSharedClass(Kind.ProcessQueue, Queue);
defineSharedClass(Kind.JoinableQueue, JoinableQueue);

const PUT = reasonNumber('multiprocessing.Queue.put');
const GET = reasonNumber('multiprocessing.Queue.get');
const JOIN = reasonNumber('multiprocessing.JoinableQueue.join');
