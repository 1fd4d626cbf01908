/**
 * In which order the calling thread has taken locks, one while it held another, and between which tickets (`kernel/order.ts`)
 * that lies. From the orders of all threads `tracing/lock-cycles.ts` finds those that can deadlock.
 *
 * Locks order threads, too: where a thread holds one until another thread has told it something, whoever comes for the lock
 * comes after that. So every lock that is taken or released counts as seen or shown, except for the two of an order itself: a
 * thread that comes for these is what the order is about. (They count once the thread has shown something else meanwhile.)
 *
 * All is noted together with a thread's first acquisitions (`history.ts`): once these are over, every order is complete.
 */
import {
  beforeShown,
  isOrderKnown,
  lastSeen,
  lastTicket,
  nextTicket,
  setOnShown,
  timesShown,
  watchShown,
} from '../kernel/order.js';
import type { ObjectAddress } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { Slot } from '../memory/map.js';
import { userFrame } from '../source/stack.js';
import { noteUse } from './private-locks.js';
import { holderOf } from './shared-object.js';

/** The calling thread took `second` while it held `first`. */
export interface TakenOrder {
  readonly first: TakenLock;
  readonly second: TakenLock;
  /** What else it held second. */
  readonly held: readonly ObjectAddress[];
  /** The order lies after what the thread had seen at this ticket, and before what it showed at the other. */
  readonly after: number;
  readonly before: number;
}

export interface TakenLock {
  readonly object: ObjectAddress;
  /** `file:line:column`, or null. */
  readonly at: string | null;
  readonly ticket: number;
}

interface Hold {
  readonly object: ObjectAddress;
  readonly stack: { readonly stack?: string };
  readonly ticket: number;
  /** What the thread had seen when it took the lock, and how often it had shown something. */
  readonly seen: number;
  readonly shown: number;
}

interface Order {
  readonly first: Hold;
  readonly second: Hold;
  readonly held: readonly ObjectAddress[];
  readonly after: number;
  before: number;
  /** Its own locks, as long as the next release of each is the end of this very hold. */
  readonly own: Set<ObjectAddress>;
}

/** So many orders of the same two locks are kept: others may come at a time when another thread does the opposite. */
const MOST_OF_PAIR = 4;
const MOST = 64;

let holds: Hold[] = [];
let lastTaken = 0;
let orders: Order[] = [];
/** The orders that have no `before` yet. */
let open: Order[] = [];

/** A thread begins in this worker. */
export function beginOrders(): void {
  if (lastTaken === 0) return;
  holds = [];
  lastTaken = 0;
  orders = [];
  open = [];
}

/** The calling thread has taken a lock that it did not hold; `isForever`, if it would have waited for ever. */
export function noteOrder(object: ObjectAddress, stack: Hold['stack'], isForever: boolean): void {
  if (!isOrderKnown()) return;
  const me = words[slot + Slot.IDENT];
  // Another thread may have released what this one has taken.
  holds = holds.filter((hold) => hold.object !== object && holderOf(hold.object) === me);
  const seen = lastSeen();
  const second = { object, stack, ticket: nextTicket(), seen: Math.max(seen, lastTaken), shown: timesShown() };
  // A thread that gives up after a while does not wait for ever for a lock that it never gets.
  if (isForever) for (const first of holds) noteOrderOf(first, second, seen);
  holds.push(second);
  watchShown(true);
  lastTaken = second.ticket;
}

function noteOrderOf(first: Hold, second: Hold, seen: number): void {
  const alike = orders.filter((order) => order.first.object === first.object && order.second.object === second.object);
  if (alike.length >= MOST_OF_PAIR || orders.length >= MOST) return;
  const order: Order = {
    first,
    second,
    held: holds.filter((hold) => hold !== first).map((hold) => hold.object),
    after: Math.max(first.seen, seen, lastTaken === first.ticket ? 0 : lastTaken),
    before: Number.POSITIVE_INFINITY,
    own: new Set(first.shown === second.shown ? [first.object, second.object] : []),
  };
  orders.push(order);
  open.push(order);
}

/** The calling thread is about to release a lock. */
export function noteRelease(object: ObjectAddress): void {
  noteReleaseOf(object);
  watchShown(holds.length + open.length > 0);
}

function noteReleaseOf(object: ObjectAddress): void {
  const hold = holds.find((hold) => hold.object === object);
  holds = holds.filter((other) => other !== hold);
  if (hold === undefined) {
    // One that another thread has taken: a signal.
    beforeShown();
  } else if (hold.shown !== timesShown()) {
    noteUse(object);
    beforeShown();
  } else if (open.length > 0) {
    const ticket = lastTicket();
    for (const order of open) if (!order.own.delete(object)) order.before = ticket;
    open = open.filter(({ before }) => before === Number.POSITIVE_INFINITY);
  }
}

function closeAll(ticket: number): void {
  for (const order of open) order.before = ticket;
  open = [];
}

setOnShown(closeAll);

/** What the calling thread takes and releases from now on is not noted. */
export function endOrders(): void {
  closeAll(lastTicket());
  holds = [];
  watchShown(false);
}

/** True if the calling thread has taken two locks, one while it held the other. */
export function hasOrders(): boolean {
  return orders.length > 0;
}

/** The orders so far. */
export function reportOrders(): TakenOrder[] {
  closeAll(lastTicket());
  const places = new Map<Hold, string | null>();
  const taken = (hold: Hold): TakenLock => {
    if (!places.has(hold)) places.set(hold, userFrame(hold.stack.stack));
    return { object: hold.object, at: places.get(hold) ?? null, ticket: hold.ticket };
  };
  return orders.map(({ first, second, held, after, before }) => ({
    first: taken(first),
    second: taken(second),
    held,
    after,
    before,
  }));
}
