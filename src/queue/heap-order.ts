/** The heap of a PriorityQueue: the smallest item first, over an array of items. */
import { arrayLength, itemAt, push, removeAt, replaceItem } from '../runtime/objects/item-array.js';
import { type Packed, peek } from '../runtime/objects/items.js';
import { isLess } from './python-order.js';

/** Adds an item. Throws TypeError, before anything has changed, if it cannot be compared with one that it meets. */
export function heapPush(array: number, item: Packed): void {
  const value = peek(item);
  const path: number[] = [];
  for (let at = arrayLength(array); at > 0; ) {
    const parent = (at - 1) >> 1;
    if (!isLess(value, peek(itemAt(array, parent)))) break;
    path.push(parent);
    at = parent;
  }
  push(array, item);
  let hole = arrayLength(array) - 1;
  for (const parent of path) {
    replaceItem(array, hole, itemAt(array, parent));
    hole = parent;
  }
  replaceItem(array, hole, item);
}

/** Takes the smallest item. There must be one. Throws as `heapPush` does, and then has taken nothing. */
export function heapPop(array: number): Packed {
  const count = arrayLength(array) - 1;
  const last = itemAt(array, count);
  const path = count > 0 ? pathDown(array, count, peek(last)) : [];
  const smallest = itemAt(array, 0);
  removeAt(array, count);
  let hole = 0;
  for (const child of path) {
    replaceItem(array, hole, itemAt(array, child));
    hole = child;
  }
  if (count > 0) replaceItem(array, hole, last);
  return smallest;
}

/**
 * The children that move up when the root is taken and `value`, the last of `count + 1`, finds its position. As CPython's heapq
 * does it: down to a leaf along the smaller children, then up again; so items that are equal come out in the same order.
 */
function pathDown(array: number, count: number, value: unknown): number[] {
  const path: number[] = [];
  for (let child = 1; child < count; child = 2 * child + 1) {
    if (child + 1 < count && !isLess(peek(itemAt(array, child)), peek(itemAt(array, child + 1)))) child++;
    path.push(child);
  }
  while (path.length > 0 && isLess(value, peek(itemAt(array, path[path.length - 1] as number)))) path.pop();
  return path;
}
