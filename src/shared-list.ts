/** SharedList: a list that all threads share, as a module-level list is in Python. */
import { inspect } from 'node:util';
import { IndexError, ValueError } from './runtime/errors.js';
import { glance } from './runtime/kernel/polling.js';
import { self } from './runtime/kernel/self.js';
import { step, stepRead } from './runtime/kernel/step.js';
import type { ObjectAddress } from './runtime/memory/address.js';
import { arrayLength, insertAt, itemAt, push, removeAt, replaceItem } from './runtime/objects/item-array.js';
import { discard, pack, peek, unpack } from './runtime/objects/items.js';
import { AT, defineSharedClass, Kind, SharedObject } from './runtime/objects/shared-object.js';
import { pauseAtFirstLoad } from './runtime/threads/start-line.js';
import { trace } from './runtime/tracing/trace.js';
import { asItem, find, ITEMS, keeping, locked, positionOf, refuseFraction, SIZE } from './shared-list-items.js';

/**
 * A list in shared memory. Each call alone is atomic, as the methods of a list are under Python's GIL. Two calls are
 * not: between `if (list.length > 0)` and `list.pop()` another thread may take the last item. Items are copies; shared
 * objects arrive as themselves. `list[0]` is the first item and `list[-1]` the last, to read and to set.
 *
 * Items are equal (`includes`, `indexOf`, `remove`) if they have the same value, plain data and other copies if their
 * contents are equal; a shared object is equal only to itself.
 *
 * Each index is a whole number, and counts from the end if it is negative; anything else throws TypeError.
 *
 * Python: `list`.
 *
 * @example
 * const items = new SharedList<number>();
 * items.append(7);
 * items[0];      // 7
 * items.pop();   // 7
 */
export class SharedList<T = unknown> extends SharedObject {
  /** The item at an index, as `at` and `set`. Python: `list[index]`. */
  [index: number]: T;

  /**
   * Makes an empty list. Diagnoses and traces show `name`. Throws MemoryError if the arena is full. Python: `list()`.
   */
  constructor(name?: string) {
    super(Kind.SharedList, SIZE, name);
  }

  /**
   * Adds an item at the end. Throws TypeError for an item that cannot be copied, MemoryError if the arena is full,
   * RuntimeError outside a run; the list is unchanged then. Python: `list.append(item)`.
   */
  append(item: T): void {
    const at = inRun(this);
    const packed = pack(item);
    step('store', at);
    keeping(packed, at, () => {
      push(at + ITEMS, packed);
      trace('append', at, arrayLength(at + ITEMS));
    });
  }

  /**
   * Takes out and returns the item at `index`, the last if not given. Throws IndexError if there is none, RuntimeError
   * outside a run. Python: `list.pop(index=-1)`.
   */
  pop(index = -1): T {
    const at = inRun(this);
    step('store', at);
    pauseAtFirstLoad();
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

  /** A copy of the item at `index`. Throws IndexError if there is none. Python: `list[index]`. */
  at(index: number): T {
    const at = this[AT];
    stepRead('load', at);
    // Unpacked under the lock: outside of it another thread could take the item, and its block be used for another.
    const item = locked(at, () => {
      const length = arrayLength(at + ITEMS);
      const position = positionOf(index, length);
      if (position === undefined) throw new IndexError('list index out of range');
      trace('load', at, position);
      return peek(itemAt(at + ITEMS, position));
    });
    pauseAtFirstLoad();
    return item as T;
  }

  /**
   * Replaces the item at `index`. Throws IndexError if there is none, TypeError for an item that cannot be copied,
   * MemoryError if the arena is full, RuntimeError outside a run. Python: `list[index] = item`.
   */
  set(index: number, item: T): void {
    const at = inRun(this);
    const packed = pack(item);
    step('store', at);
    const old = keeping(packed, at, () => {
      const position = positionOf(index, arrayLength(at + ITEMS));
      if (position === undefined) throw new IndexError('list assignment index out of range');
      const replaced = itemAt(at + ITEMS, position);
      replaceItem(at + ITEMS, position, packed);
      trace('store', at, position);
      return replaced;
    });
    discard(old);
  }

  /**
   * Adds an item before the one at `index`, or at the nearer end if the index is beyond. Throws TypeError for an item
   * that cannot be copied, MemoryError if the arena is full, RuntimeError outside a run. Python: `list.insert(index,
   * item)`.
   */
  insert(index: number, item: T): void {
    const at = inRun(this);
    const packed = pack(item);
    step('store', at);
    keeping(packed, at, () => {
      refuseFraction(index);
      const length = arrayLength(at + ITEMS);
      const position = Math.min(Math.max(index < 0 ? index + length : index, 0), length);
      insertAt(at + ITEMS, position, packed);
      trace('insert', at, length + 1);
    });
  }

  /**
   * Takes out the first item that is equal to `item`. Throws ValueError if there is none, TypeError for an item that
   * cannot be copied, MemoryError if the arena is full, RuntimeError outside a run. Python: `list.remove(item)`.
   */
  remove(item: T): void {
    const at = inRun(this);
    step('store', at);
    pauseAtFirstLoad();
    const wanted = asItem(item);
    const packed = locked(at, () => {
      const position = find(at, wanted);
      if (position === -1) throw new ValueError('list.remove(x): x not in list');
      trace('remove', at, arrayLength(at + ITEMS) - 1);
      return removeAt(at + ITEMS, position);
    });
    discard(packed);
  }

  /**
   * The index of the first item that is equal to `item`; −1 if there is none. Throws TypeError for an item that cannot
   * be copied, MemoryError if the arena is full. Python: `list.index(item)`, which raises if there is none.
   */
  indexOf(item: T): number {
    const at = this[AT];
    stepRead('load', at);
    const wanted = asItem(item);
    const position = locked(at, () => find(at, wanted));
    trace('load', at, position);
    pauseAtFirstLoad();
    return position;
  }

  /** True if an item is equal to `item`. Throws as `indexOf` does. Python: `item in list`. */
  includes(item: T): boolean {
    return this.indexOf(item) !== -1;
  }

  /**
   * The items from the first to the last, each as it is when its turn comes. If another thread changes the list between
   * two steps, an item may be missed or come twice. Python: `for item in list`.
   */
  *[Symbol.iterator](): Generator<T, void, undefined> {
    const at = this[AT];
    for (let index = 0; ; index++) {
      stepRead('load', at);
      const found = locked(at, () => {
        if (index >= arrayLength(at + ITEMS)) return undefined;
        trace('load', at, index);
        return { item: peek(itemAt(at + ITEMS, index)) as T };
      });
      pauseAtFirstLoad();
      if (!found) return;
      yield found.item;
    }
  }

  /** How many items there are; it may have changed by the time the caller reads it. Python: `len(list)`. */
  get length(): number {
    const at = this[AT];
    stepRead('load', at);
    const length = arrayLength(at + ITEMS);
    glance(at, length);
    pauseAtFirstLoad();
    return length;
  }

  /** Takes out all items. Throws RuntimeError outside a run. Python: `list.clear()`. */
  clear(): void {
    const at = inRun(this);
    step('store', at);
    locked(at, () => {
      trace('clear', at);
      for (let length = arrayLength(at + ITEMS); length > 0; length--) discard(removeAt(at + ITEMS, length - 1));
    });
  }

  /** Copies of all items, as they are at one moment. Python: `list[:]`. */
  toArray(): T[] {
    const at = this[AT];
    stepRead('load', at);
    const items = locked(at, () =>
      Array.from({ length: arrayLength(at + ITEMS) }, (_, i) => peek(itemAt(at + ITEMS, i))),
    );
    pauseAtFirstLoad();
    return items as T[];
  }

  override toString(): string {
    return `[${this.toArray()
      .map((item) => inspect(item))
      .join(', ')}]`;
  }
}

defineSharedClass(Kind.SharedList, SharedList);

function inRun(list: SharedList): ObjectAddress {
  self();
  return list[AT];
}

/**
 * What a list is asked for that none of its classes has: an index. In the prototype chain, not around each list, so that no
 * method and no field is looked up any slower.
 */
const indices = new Proxy(Object.create(SharedObject.prototype), {
  get(target, name, list: SharedList) {
    const index = indexIn(name);
    return index === undefined ? Reflect.get(target, name, list) : list.at(index);
  },
  set(target, name, value, list: SharedList) {
    const index = indexIn(name);
    if (index === undefined) return Reflect.set(target, name, value, list);
    list.set(index, value);
    return true;
  },
});

/** The number that a property's name is; undefined for one that is none. */
function indexIn(name: string | symbol): number | undefined {
  if (typeof name === 'symbol') return undefined;
  const number = Number(name);
  return String(number) === name ? number : undefined;
}

Object.setPrototypeOf(SharedList.prototype, indices);
