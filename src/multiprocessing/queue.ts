/** Queues for processes: Python's `multiprocessing.Queue` and `multiprocessing.JoinableQueue`. */
import { checkOptions, optionsOf } from '../runtime/arguments/options.js';
import { told } from '../runtime/arguments/type-names.js';
import { AssertionError, MemoryError, OverflowError, ValueError } from '../runtime/errors.js';
import { self } from '../runtime/kernel/self.js';
import { step } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import { decode, encodeForProcess } from '../runtime/objects/codec.js';
import { AT, addressOf, defineSharedClass, isFromHandle, Kind, kindOf } from '../runtime/objects/shared-object.js';
import { returnGiven } from '../runtime/processes/client/host-call.js';
import {
  AT_ONCE,
  askFor,
  CommonObject,
  closed,
  commonFacts,
  have,
  requestOf,
} from '../runtime/processes/client/remote-object.js';
import { ReplyCode } from '../runtime/processes/protocol.js';
import { Empty, Full } from '../runtime/queue-errors.js';
import { trace } from '../runtime/tracing/trace.js';
import { deadlineOf } from './deadline.js';

/** Python's, where a semaphore counts the places. */
const MOST = 2 ** 31 - 1;

export interface QueueWaitOptions {
  /** False: do not wait. */
  readonly block?: boolean;
  /** The most seconds to wait; none for no limit, 0 for less than none. Ignored with `block: false`, as in Python. */
  readonly timeout?: number | undefined;
}

const PUT_OPTIONS = optionsOf('put()', 'put(item, { block, timeout })', ['block', 'timeout']);
const GET_OPTIONS = optionsOf('get()', 'get({ block, timeout })', ['block', 'timeout']);

/**
 * A queue of items for threads of all processes of the program. Items are copied, and sent: whatever `v8.serialize` takes, and
 * the shared objects of `pyconc/multiprocessing`. One that a module makes at its top level is the same in every process.
 *
 * Python: `multiprocessing.Queue(maxsize=0)`.
 *
 * @example
 * const parcels = new Queue<string>(0, 'parcels');
 * parcels.put('a book');            // in one process
 * const parcel = parcels.get();     // in another: waits while there is none
 */
export class Queue<T = unknown> extends CommonObject {
  /** Makes an empty queue for at most `maxsize` items; 0 or less: as many as the first process has memory for. */
  constructor(maxsize = 0, name?: string) {
    if (!isFromHandle() && !Number.isInteger(maxsize)) {
      throw new TypeError(`a queue's maxsize is a whole number, not ${told(maxsize)}`);
    }
    if (maxsize > MOST) throw new OverflowError(`a queue's maxsize is at most ${MOST}`);
    super(kindOf(new.target), name, { kind: 'Queue', number: maxsize });
  }

  /**
   * Adds an item, waiting while the queue is full. Throws Full instead of waiting with `block: false`, or after `timeout`
   * seconds; ValueError if this process has closed the queue; TypeError for an item that cannot be copied.
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
    if (this[commonFacts].number <= 0) {
      requestOf(this, { op: 'put', content });
      return;
    }
    const deadline = deadlineOf(options?.block ?? true, options?.timeout);
    const what = { op: 'put', blocks: deadline !== undefined, content } as const;
    if (askFor(this, what, deadline ?? Infinity, PUT).code !== ReplyCode.OK) throw new Full();
  }

  /**
   * Takes the next item, waiting while the queue is empty. Throws Empty instead of waiting with `block: false`, or after
   * `timeout` seconds; ValueError if this process has closed the queue; MemoryError if its arena has no room for the item, which
   * stays in the queue.
   *
   * Python: `Queue.get(block=True, timeout=None)`.
   */
  get(options?: QueueWaitOptions): T {
    this.#refuseClosed();
    checkOptions(options, GET_OPTIONS);
    const deadline = deadlineOf(options?.block ?? true, options?.timeout);
    step('get', this[AT]);
    const { content } = askFor(this, { op: 'get', blocks: deadline !== undefined }, deadline ?? Infinity, GET);
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

  /** `put(item, { block: false })`. Python: `Queue.put_nowait(obj)`. */
  putNowait(item: T): void {
    this.put(item, { block: false });
  }

  /** `get({ block: false })`. Python: `Queue.get_nowait()`. */
  getNowait(): T {
    return this.get({ block: false });
  }

  /** Items in the queue; by the time the caller reads it, it may have changed. Python: `Queue.qsize()`. */
  qsize(): number {
    return askFor(this, { op: 'size' }, Infinity, AT_ONCE).number as number;
  }

  /** True if there is no item now. Python: `Queue.empty()`. */
  empty(): boolean {
    return this.qsize() === 0;
  }

  /** True if there are as many items as there may be. Python: `Queue.full()`. */
  full(): boolean {
    const { number: maxsize } = this[commonFacts];
    return maxsize > 0 && this.qsize() >= maxsize;
  }

  /** This process puts and gets no more; others still may. Python: `Queue.close()`. */
  close(): void {
    self();
    this[closed] = true;
  }

  /**
   * Waits until all that this process has put is on its way, which it always is. Throws AssertionError if the queue was not
   * closed before. Python: `Queue.join_thread()`.
   */
  joinThread(): void {
    self();
    if (!this[closed]) throw new AssertionError(`Queue ${this} not closed`);
  }

  /** Nothing: a process never waits at its end for what it has put. Python: `Queue.cancel_join_thread()`. */
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
 * A queue for processes that can be asked whether all that was put has also been done: who takes an item says so with
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
  /** An item that was got is done. Throws ValueError if that was said of all that were put. Python: `JoinableQueue.task_done()`. */
  taskDone(): void {
    self();
    if (!have(this, { op: 'task-done' })) throw new ValueError('task_done() called too many times');
  }

  /** Waits until every item that was put is done. Python: `JoinableQueue.join()`. */
  join(): void {
    self();
    step('join', this[AT]);
    askFor(this, { op: 'join' }, Infinity, JOIN);
  }
}

defineSharedClass(Kind.ProcessQueue, Queue);
defineSharedClass(Kind.JoinableQueue, JoinableQueue);

const PUT = reasonNumber('multiprocessing.Queue.put');
const GET = reasonNumber('multiprocessing.Queue.get');
const JOIN = reasonNumber('multiprocessing.JoinableQueue.join');
