/** LifoQueue: Python's `queue.LifoQueue`, last in, first out. */
import { takeLast } from '../runtime/objects/item-chain.js';
import type { Packed } from '../runtime/objects/items.js';
import { defineSharedClass, Kind } from '../runtime/objects/shared-object.js';
import { Queue } from './queue.js';

/**
 * A queue that returns the item that was put last: a stack. Throws as Queue does.
 *
 * Python: `queue.LifoQueue(maxsize=0)`.
 */
export class LifoQueue<T = unknown> extends Queue<T> {
  /** @internal */
  protected override take(items: number): Packed {
    return takeLast(items);
  }
}

defineSharedClass(Kind.LifoQueue, LifoQueue);
