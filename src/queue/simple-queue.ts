/** SimpleQueue: Python's `queue.SimpleQueue`. */
import type { ObjectState } from '../events/waiting.js';
import { checkOptions } from '../runtime/arguments/options.js';
import {
  AT,
  addressOf,
  defineSharedClass,
  isFromHandle,
  Kind,
  SharedObject,
  STATE_FACTS,
} from '../runtime/objects/shared-object.js';
import { type Queue, queueOver } from './queue.js';
import { PUT_OPTIONS, type QueueWaitOptions } from './waiting.js';
import { QUEUE_SIZE, queueState } from './words.js';

/**
 * A queue without limit, tasks or shutdown: first in, first out.
 *
 * Python: `queue.SimpleQueue()`.
 *
 * @example
 * const replies = new SimpleQueue<string>();
 * replies.put('yes');
 * const reply = replies.get({ timeout: 1 });
 */
export class SimpleQueue<T = unknown> extends SharedObject {
  readonly #queue: Queue<T>;

  /**
   * Makes an empty queue. Diagnoses and traces show `name`. Throws TypeError if it is not text, MemoryError if the
   * arena is full.
   */
  constructor(name?: string) {
    if (!isFromHandle() && name !== undefined && typeof name !== 'string') {
      throw new TypeError('a SimpleQueue has no limit: it takes nothing but a name');
    }
    super(Kind.SimpleQueue, QUEUE_SIZE, name);
    this.#queue = queueOver(this[AT]);
  }

  /**
   * Adds an item; never waits, and ignores `block` and `timeout`. Throws TypeError for an item that cannot be copied
   * and for an unknown option, MemoryError if the arena is full, RuntimeError outside a run. Python:
   * `SimpleQueue.put(item, block=True, timeout=None)`.
   */
  put(item: T, options?: QueueWaitOptions): void {
    checkOptions(options, PUT_OPTIONS);
    this.#queue.put(item);
  }

  /**
   * Takes the next item. Throws as `Queue.get` does, except ShutDown. Python: `SimpleQueue.get(block=True,
   * timeout=None)`.
   */
  get(options?: QueueWaitOptions): T {
    return this.#queue.get(options);
  }

  /** The same as `put`. Python: `SimpleQueue.put_nowait(item)`. */
  putNowait(item: T): void {
    this.#queue.put(item);
  }

  /** The same as `get({ block: false })`. Python: `SimpleQueue.get_nowait()`. */
  getNowait(): T {
    return this.#queue.getNowait();
  }

  /** How many items there are; it may have changed by the time the caller reads it. Python: `SimpleQueue.qsize()`. */
  qsize(): number {
    return this.#queue.qsize();
  }

  /** True if there is no item now. Python: `SimpleQueue.empty()`. */
  empty(): boolean {
    return this.#queue.empty();
  }

  /** @internal */
  [STATE_FACTS](): ObjectState {
    return queueState(this[AT]);
  }

  override toString(): string {
    return `<_queue.SimpleQueue object at ${addressOf(this[AT])}>`;
  }
}

defineSharedClass(Kind.SimpleQueue, SimpleQueue);
