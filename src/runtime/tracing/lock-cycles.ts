/**
 * Locks that threads have taken in opposite orders, and could have taken at the same time: then each can hold what the next one
 * waits for. (The lock graph of the Goodlock algorithm: an edge for each order, and a warning for each cycle.)
 *
 * A cycle of orders counts if they are of different threads; if no two of these held a common lock, which would have kept one of
 * them out; and if nothing makes one come after another: the tickets of any two of them overlap (`objects/lock-orders.ts`).
 */
import type { ObjectAddress } from '../memory/address.js';
import type { LockAccount } from '../objects/lock-account.js';
import type { TakenOrder } from '../objects/lock-orders.js';

export interface OrderOf extends TakenOrder {
  readonly by: LockAccount;
}

/** The most locks of a cycle that is looked for, and the most steps of the search. */
const MOST_LOCKS = 8;
const MOST_STEPS = 100_000;

/** The cycles, one for each set of locks. Each order's `second` is the next one's `first`. */
export function findLockCycles(accounts: Iterable<LockAccount>): (readonly OrderOf[])[] {
  const search = new Search([...accounts].flatMap((by) => by.orders.map((order) => ({ ...order, by }))));
  // The shortest first: a longer one through the same locks says no more.
  for (let size = 2; size <= MOST_LOCKS; size++) search.find(size);
  return search.found;
}

class Search {
  readonly found: (readonly OrderOf[])[] = [];
  readonly #from = new Map<ObjectAddress, OrderOf[]>();
  readonly #locks = new Set<string>();
  #steps = 0;

  constructor(orders: readonly OrderOf[]) {
    for (const order of orders) {
      const others = this.#from.get(order.first.object);
      if (others) others.push(order);
      else this.#from.set(order.first.object, [order]);
    }
  }

  /** Finds the cycles of so many locks, each from its lowest lock. */
  find(size: number): void {
    for (const orders of this.#from.values()) for (const order of orders) this.#extend([order], size);
  }

  #extend(path: readonly OrderOf[], size: number): void {
    const start = (path[0] as OrderOf).first.object;
    const end = (path.at(-1) as OrderOf).second.object;
    if (path.length === size) {
      if (end === start) this.#add(path);
      return;
    }
    for (const next of this.#from.get(end) ?? []) {
      if (++this.#steps > MOST_STEPS) return;
      if (next.first.object < start || path.some((order) => order.first.object === next.first.object)) continue;
      if (path.every((order) => canMeet(order, next, size))) this.#extend([...path, next], size);
    }
  }

  #add(cycle: readonly OrderOf[]): void {
    const locks = cycle
      .map(({ first }) => first.object)
      .sort((a, b) => a - b)
      .join();
    if (this.#locks.has(locks)) return;
    this.#locks.add(locks);
    this.found.push(cycle);
  }
}

/** True if two threads can each be within its order at the same time. */
function canMeet(one: OrderOf, other: OrderOf, size: number): boolean {
  if (one.by.ident === other.by.ident) return false;
  const holds = [one.first.object, ...one.held];
  if (holds.some((lock) => lock === other.first.object || other.held.includes(lock))) return false;
  return startOf(one, size) < other.before && startOf(other, size) < one.before;
}

/**
 * A third thread that holds one lock of two while it waits for the thread that takes both would wait for ever, so it orders
 * nothing. Of three locks it can be one that the thread does not take: to take the first counts as seeing its last holder.
 */
function startOf({ after, first }: OrderOf, size: number): number {
  return size === 2 ? after : Math.max(after, first.ticket);
}
