/** The items of a SharedList, under its lock: where one is, and whether two are equal. */
import { isDeepStrictEqual } from 'node:util';
import { valueName } from './runtime/arguments/type-names.js';
import { Monitor } from './runtime/kernel/monitor.js';
import { reasonNumber } from './runtime/kernel/wait-reason.js';
import type { ObjectAddress } from './runtime/memory/address.js';
import { ARRAY_SIZE, arrayLength, itemAt } from './runtime/objects/item-array.js';
import { discard, type Packed, pack, peek, unpack } from './runtime/objects/items.js';
import { HEAD, handleOf } from './runtime/objects/shared-object.js';

const MUTEX = HEAD;
export const ITEMS = HEAD + 1;
export const SIZE = 1 + ARRAY_SIZE;

/** From the start; undefined if there is none such. */
export function positionOf(index: number, length: number): number | undefined {
  refuseFraction(index);
  const position = index < 0 ? index + length : index;
  return position >= 0 && position < length ? position : undefined;
}

export function refuseFraction(index: number): void {
  if (!Number.isInteger(index)) throw new TypeError(`an index is a whole number, not ${valueName(index)}`);
}

/** What is sought, as a list would hold it: a copy, of which nothing is the caller's own code any more. */
export function asItem(sought: unknown): unknown {
  if (typeof sought !== 'object' || sought === null || handleOf(sought)) return sought;
  return unpack(pack(sought));
}

/** The first item that is equal, under the lock; −1 for none. */
export function find(at: ObjectAddress, wanted: unknown): number {
  const length = arrayLength(at + ITEMS);
  for (let i = 0; i < length; i++) if (isEqual(peek(itemAt(at + ITEMS, i)), wanted)) return i;
  return -1;
}

function isEqual(item: unknown, wanted: unknown): boolean {
  if (item === wanted) return true;
  const [one, other] = [handleIn(item), handleIn(wanted)];
  if (one || other) return one?.join() === other?.join();
  return isDeepStrictEqual(item, wanted);
}

function handleIn(value: unknown): readonly [number, number, number] | undefined {
  return typeof value === 'object' && value !== null ? handleOf(value) : undefined;
}

/** Carries out what takes an item over, which is given back if that fails. */
export function keeping<R>(packed: Packed, at: ObjectAddress, body: () => R): R {
  try {
    return locked(at, body);
  } catch (error) {
    discard(packed);
    throw error;
  }
}

const monitor = new Monitor(MUTEX);

export function locked<R>(at: ObjectAddress, body: () => R): R {
  monitor.enter(at, LIST);
  try {
    return body();
  } finally {
    monitor.leave(at);
  }
}

const LIST = reasonNumber('SharedList');
