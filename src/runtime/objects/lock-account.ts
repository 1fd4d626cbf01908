/** What a thread tells of the locks that it has taken and made, for the warnings at the end of a run. */
import { identity } from '../kernel/identity.js';
import type { ObjectAddress } from '../memory/address.js';
import { hasOrders, reportOrders, type TakenOrder } from './lock-orders.js';
import { earlierLocks, hasPrivateLocks, type OwnLock, reportPrivateLocks } from './private-locks.js';

export interface LockAccount {
  readonly thread: string;
  readonly ident: number;
  readonly process: string;
  readonly orders: readonly TakenOrder[];
  /** Locks of its own that no other thread can have, as far as it knows. */
  readonly own: readonly OwnLock[];
  /** Locks that earlier threads of its worker have called their own, and that are not. */
  readonly exposed: readonly ObjectAddress[];
}

/** At a thread's beginning: what it would tell at worst, for it may be ended before it tells anything. */
export function reportAtWorst(): LockAccount | undefined {
  return hasPrivateLocks() ? { ...whoTells(), orders: [], own: [], exposed: earlierLocks() } : undefined;
}

/** The calling thread's account; undefined if there is nothing to tell. */
export function reportLocks(): LockAccount | undefined {
  // Even if it is empty: it replaces what was told at worst.
  if (!hasOrders() && !hasPrivateLocks()) return undefined;
  const orders = reportOrders();
  const { own, exposed } = reportPrivateLocks();
  return { ...whoTells(), orders, own, exposed };
}

function whoTells(): Pick<LockAccount, 'thread' | 'ident' | 'process'> {
  const { name, ident, process } = identity();
  return { thread: name, ident, process };
}
