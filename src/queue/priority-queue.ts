/** PriorityQueue: Python's `queue.PriorityQueue`, smallest first. */
import { arrayLength, removeAt } from '../runtime/objects/item-array.js';
import type { Packed } from '../runtime/objects/items.js';
import { defineSharedClass, Kind } from '../runtime/objects/shared-object.js';
import { heapPop, heapPush } from './heap-order.js';
import { Queue } from './queue.js';

/**
 * A queue that returns the smallest item first: numbers, strings by code points, Dates by time, and arrays element by
 * element, as Python orders tuples: `[2, 'wash up']` comes before `[10, 'cook']`. Of equal items, the one comes first
 * that comes first in CPython.
 *
 * `put` throws TypeError for an item that it cannot compare, and does not keep it. `get` throws TypeError if two items
 * meet there that cannot be compared, and takes nothing. Otherwise both throw as those of Queue do.
 *
 * Python: `queue.PriorityQueue(maxsize=0)`.
 */
export class PriorityQueue<T = unknown> extends Queue<T> {
  /** @internal */
  protected override store(items: number, item: Packed): void {
    heapPush(items, item);
  }

  /** @internal */
  protected override take(items: number): Packed {
    return heapPop(items);
  }

  /** Without comparing: what is thrown away needs no order. @internal */
  protected override takeAny(items: number): Packed {
    return removeAt(items, arrayLength(items) - 1);
  }
}

defineSharedClass(Kind.PriorityQueue, PriorityQueue);
