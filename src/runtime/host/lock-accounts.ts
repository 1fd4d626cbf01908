/** What the threads of this process have told of their locks, and the warnings that follow from it. */
import type { LockOrderInversion, LockTaken, PrivateLocks, Warning } from '../../events/warnings.js';
import type { LockAccount } from '../objects/lock-account.js';
import type { TakenLock } from '../objects/lock-orders.js';
import type { OwnLock } from '../objects/private-locks.js';
import { describe } from '../objects/shared-object.js';
import { sourceLine } from '../source/source-line.js';
import { findLockCycles, type OrderOf } from '../tracing/lock-cycles.js';

export class LockAccounts {
  /** By the threads' idents. */
  readonly #accounts = new Map<number, LockAccount>();

  /** A thread tells at its end, when it is asked, or at its beginning what may come. */
  note(account: LockAccount): void {
    this.#accounts.set(account.ident, account);
  }

  warnings(): Warning[] {
    const accounts = [...this.#accounts.values()].sort((one, other) => one.ident - other.ident);
    return [...findLockCycles(accounts).map(inversion), ...privateLocks(accounts)];
  }
}

function inversion(cycle: readonly OrderOf[]): LockOrderInversion {
  const orders = cycle.map(({ by: { thread, ident, process }, first, second }) => {
    return { thread, ident, process, first: taken(first), second: taken(second) };
  });
  return { code: 'lock-order-inversion', orders };
}

function taken({ object, at }: TakenLock): LockTaken {
  return { object: describe(object) ?? '?', at, source: at && sourceLine(at) };
}

/** Several threads have each made a lock at the same place, which no other thread has got. */
function privateLocks(accounts: readonly LockAccount[]): PrivateLocks[] {
  const exposed = new Set(accounts.flatMap((account) => account.exposed));
  const own = accounts.flatMap((by) =>
    by.own.filter(({ object }) => !exposed.has(object)).map((lock) => ({ lock, by })),
  );
  const places = new Map<string, { lock: OwnLock; by: LockAccount }[]>();
  for (const each of own) places.set(each.lock.at, [...(places.get(each.lock.at) ?? []), each]);
  return [...places].flatMap(([at, locks]) => {
    const threads = new Map(locks.map(({ by }) => [by.ident, by.thread]));
    if (threads.size < 2) return [];
    const kind = (locks[0] as (typeof own)[number]).lock.kind;
    return [
      {
        code: 'private-locks',
        kind,
        locks: locks.length,
        threads: [...threads.values()],
        at,
        source: sourceLine(at),
      } as const,
    ];
  });
}
