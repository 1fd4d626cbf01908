/** What threads wait for: who has to give it back, how it is now, and what was done to it. */
import type { ThreadRef } from '../../events/thread-label.js';
import type { Holder, ObjectState, PastOperations } from '../../events/waiting.js';
import type { ObjectAddress, WaitObject } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { holderOf, Kind, stateOf } from '../objects/shared-object.js';
import type { StartedThread } from '../threads/threads.js';
import { type Account, type Accounts, type OperationOf, operationsOn } from './accounts.js';

type Of<T, K extends keyof T> = Omit<T, 'thread' | 'source' | K>;

/** The facts, with threads not yet named as a diagnosis names them. */
export interface AwaitedFacts {
  readonly holder?: Of<Holder, never> & { readonly who: ThreadRef };
  readonly state?: Exclude<ObjectState, { kind: 'Barrier' }> | AwaitedBarrier;
  readonly history?: readonly (Of<PastOperations, 'woke'> & {
    readonly who: ThreadRef;
    readonly woke?: ThreadRef | null;
  })[];
}

interface AwaitedBarrier extends Omit<Extract<ObjectState, { kind: 'Barrier' }>, 'arrived'> {
  readonly arrived: readonly ThreadRef[];
}

/** `waiters` are the threads that wait for the object. */
export function awaitedFacts(target: WaitObject, waiters: readonly StartedThread[], accounts: Accounts): AwaitedFacts {
  if (target === 0) return {};
  const kind = words[target] as number;
  if (kind === Kind.Lock || kind === Kind.RLock) return { ...lockHolder(target, accounts) };
  const state = stateOf(target);
  if (state === undefined) return {};
  if (state.kind === 'Barrier') {
    const arrived = waiters.flatMap(({ ident }) => accounts.of(ident)?.who ?? []);
    return { state: { ...state, arrived } };
  }
  if (!accounts.isComplete) return { state };
  const operations = operationsOn(target, accounts);
  const history = operations
    .toSorted((one, other) => one.when - other.when)
    .map((operation) => ({ ...described(operation), ...woken(operation, accounts) }));
  const holder = 'permits' in state ? permitHolder(state, operations) : {};
  return { state, ...holder, history };
}

/** Nobody is the holder of a free lock; of a holder that was killed nothing is known but its ident. */
function lockHolder(at: ObjectAddress, accounts: Accounts): Pick<AwaitedFacts, 'holder'> {
  const ident = holderOf(at);
  const by = ident === 0 ? undefined : accounts.of(ident);
  if (by === undefined) return {};
  const taken = operationsOn(at, accounts).find((operation) => operation.by === by && operation.op === 'acquired');
  return { holder: holderFacts(by, taken) };
}

/**
 * A semaphore serves as a lock if each thread has given back no more than it took. If one of them has all permits that are
 * missing, the others wait for it.
 */
function permitHolder(
  { permits, initial }: { readonly permits: number; readonly initial: number },
  operations: readonly OperationOf[],
): Pick<AwaitedFacts, 'holder'> {
  const held = new Map<Account, number>();
  for (const { by, op, times } of operations) held.set(by, (held.get(by) ?? 0) + (op === 'acquired' ? times : -times));
  const counts = [...held.values()];
  const isLock = counts.every((count) => count >= 0) && counts.reduce((a, b) => a + b, 0) === initial - permits;
  const [holder, ...others] = [...held].filter(([, count]) => count > 0);
  if (!isLock || holder === undefined || others.length > 0) return {};
  const [by] = holder;
  return {
    holder: holderFacts(
      by,
      operations.find((operation) => operation.by === by && operation.op === 'acquired'),
    ),
  };
}

function holderFacts(by: Account, taken: OperationOf | undefined): AwaitedFacts['holder'] {
  return {
    who: by.who,
    ident: by.ident,
    ...(by.hasEnded && { ended: true as const }),
    takenAt: taken?.at ?? null,
    ...(taken?.at && !taken.isLatest && { earlier: true as const }),
    since: taken?.isLatest ? taken.when : null,
  };
}

function described({ by, op, times, when, at, isLatest }: OperationOf) {
  const last = isLatest ? when : null;
  return { who: by.who, ident: by.ident, ...(by.hasEnded && { ended: true as const }), op, times, last, at };
}

function woken({ woke }: OperationOf, accounts: Accounts): { woke?: ThreadRef | null } {
  if (woke === undefined) return {};
  return { woke: accounts.of(woke)?.who ?? null };
}
