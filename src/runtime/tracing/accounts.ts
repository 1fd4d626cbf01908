/** What threads have reported of themselves: those that live, when asked, and those that have ended, before their end. */
import type { ThreadRef } from '../../events/thread-label.js';
import type { ObjectAddress } from '../memory/address.js';
import type { PastOperation } from '../objects/history.js';

/** One thread's account of what it has done. */
export interface Account {
  readonly who: ThreadRef;
  readonly ident: number;
  readonly hasEnded: boolean;
  readonly history: readonly PastOperation[];
}

/** The accounts of one process's threads. */
export interface Accounts {
  /** False if some thread has not told what it has done. */
  readonly isComplete: boolean;
  all(): Iterable<Account>;
  of(ident: number): Account | undefined;
}

/** An account's operation on the object at `at`. */
export interface OperationOf extends PastOperation {
  readonly by: Account;
}

/** What was done to the object at `at`, by all threads. */
export function operationsOn(at: ObjectAddress, accounts: Accounts): OperationOf[] {
  return [...accounts.all()].flatMap((by) =>
    by.history.filter(({ object }) => object === at).map((operation) => ({ ...operation, by })),
  );
}
