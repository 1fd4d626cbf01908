/** SharedList: a list that all threads share, as a module-level list is in Python. */
import { inspect } from 'node:util';
import { callNumber } from './runtime/calls.js';
import { IndexError } from './runtime/errors.js';
import { ARRAY_SIZE, arrayLength, itemAt, push, removeAt } from './runtime/item-array.js';
import { discard, pack, peek, unpack } from './runtime/items.js';
import { self, step } from './runtime/kernel.js';
import * as mutex from './runtime/mutex.js';
import { glance } from './runtime/polling.js';
import { AT, defineSharedClass, HEAD, Kind, SharedObject } from './runtime/shared-object.js';
import { isBeforeFirstLoad, pauseAtFirstLoad } from './runtime/start-line.js';
import { trace } from './runtime/trace.js';

const MUTEX = HEAD;
const ITEMS = HEAD + 1;
const SIZE = 1 + ARRAY_SIZE;

/**
 * A list in shared memory. Each call alone is atomic, as the methods of a list are under Python's GIL; two calls are not:
 * between `if (list.length > 0)` and `list.pop()` another thread may take the last item. Items are copies; shared objects
 * arrive as themselves.
 *
 * Python: `list`.
 *
 * @example
 * const items = new SharedList<number>();
 * items.append(7);
 * items.pop();   // 7
 */
export class SharedList<T = unknown> extends SharedObject {
  /** Makes an empty list. `name` is shown in logs and diagnoses. */
  constructor(name?: string) {
    super(Kind.SharedList, SIZE, name);
  }

  /** Adds an item at the end. Throws TypeError for one that cannot be copied. Python: `list.append(item)`. */
  append(item: T): void {
    const at = inRun(this);
    const packed = pack(item);
    step('store', at);
    try {
      locked(at, () => {
        push(at + ITEMS, packed);
        trace('append', at, arrayLength(at + ITEMS));
      });
    } catch (error) {
      discard(packed);
      throw error;
    }
  }

  /**
   * Takes the last item, or the one at `index`, which counts from the end if it is negative. Throws IndexError if there is
   * none. Python: `list.pop(index=-1)`.
   */
  pop(index = -1): T {
    const at = inRun(this);
    step('store', at);
    pauseIfFirst();
    const packed = locked(at, () => {
      const length = arrayLength(at + ITEMS);
      if (length === 0) throw new IndexError('pop from empty list');
      const position = positionOf(index, length);
      if (position === undefined) throw new IndexError('pop index out of range');
      trace('pop', at, length - 1);
      return removeAt(at + ITEMS, position);
    });
    return unpack(packed) as T;
  }

  /**
   * The item at `index`, which counts from the end if it is negative. Throws IndexError if there is none.
   * Python: `list[index]`.
   */
  at(index: number): T {
    const at = this[AT];
    step('load', at);
    // Unpacked under the lock: outside of it another thread could take the item, and its block be used for another.
    const item = locked(at, () => {
      const length = arrayLength(at + ITEMS);
      const position = positionOf(index, length);
      if (position === undefined) throw new IndexError('list index out of range');
      trace('load', at, position);
      return peek(itemAt(at + ITEMS, position));
    });
    pauseIfFirst();
    return item as T;
  }

  /** How many items there are; by the time the caller reads it, it may have changed. Python: `len(list)`. */
  get length(): number {
    const at = this[AT];
    step('load', at);
    const length = arrayLength(at + ITEMS);
    glance(at, length);
    pauseIfFirst();
    return length;
  }

  /** Takes all items out. Python: `list.clear()`. */
  clear(): void {
    const at = inRun(this);
    step('store', at);
    locked(at, () => {
      trace('clear', at);
      for (let length = arrayLength(at + ITEMS); length > 0; length--) discard(removeAt(at + ITEMS, length - 1));
    });
  }

  /** The items, as they are at one moment. */
  toArray(): T[] {
    const at = this[AT];
    step('load', at);
    const items = locked(at, () =>
      Array.from({ length: arrayLength(at + ITEMS) }, (_, i) => peek(itemAt(at + ITEMS, i))),
    );
    pauseIfFirst();
    return items as T[];
  }

  override toString(): string {
    return `[${this.toArray()
      .map((item) => inspect(item))
      .join(', ')}]`;
  }
}

defineSharedClass(Kind.SharedList, SharedList);

function inRun(list: SharedList): number {
  self();
  return list[AT];
}

/** From the start; undefined if there is none such. */
function positionOf(index: number, length: number): number | undefined {
  if (!Number.isInteger(index)) throw new TypeError(`an index is a whole number, not ${String(index)}`);
  const position = index < 0 ? index + length : index;
  return position >= 0 && position < length ? position : undefined;
}

function pauseIfFirst(): void {
  if (isBeforeFirstLoad) pauseAtFirstLoad();
}

function locked<R>(at: number, body: () => R): R {
  mutex.take(at + MUTEX, Infinity, LIST, at);
  try {
    return body();
  } finally {
    mutex.release(at + MUTEX);
  }
}

const LIST = callNumber('SharedList');
