/**
 * Finds values that threads change at the same time. A thread's log is cut into stretches, between two synchronisation points
 * (`kernel/order.ts`), and these into runs of operations on one value, for another value's number may be a signal as well.
 * Two threads' runs that overlap are ordered by nothing, and so by no lock: each lasts at least from the ticket of its first
 * operation to one that was taken before the point that ends it.
 *
 * A race is reported if both threads store, and at least one of them stores what it may have made of a number that it loaded. One
 * that only loads finds the number before or after a store, as in Python.
 */
import type { ObjectAddress } from '../memory/address.js';
import type { LoggedOperation, ThreadLog } from './race-log.js';

export interface FoundRace {
  readonly object: ObjectAddress;
  /** A store of each of two threads. */
  readonly accesses: readonly [RacingStore, RacingStore];
}

export interface RacingStore {
  readonly ident: number;
  readonly store: LoggedOperation;
}

/** A thread's operations on one value, without a point in between. */
interface Run {
  readonly ident: number;
  readonly object: ObjectAddress;
  readonly start: number;
  readonly end: number;
  readonly store: LoggedOperation | undefined;
  /** True if a store follows a load. */
  readonly isUpdate: boolean;
}

/** The first race on each value. */
export function findDataRaces(logs: readonly ThreadLog[]): FoundRace[] {
  const byObject = grouped(logs.flatMap(runsOf), ({ object }) => object);
  return [...byObject.values()].flatMap((runs) => raceAmong(runs.filter(({ store }) => store !== undefined)) ?? []);
}

function raceAmong(runs: readonly Run[]): FoundRace | undefined {
  const inOrder = runs.toSorted((one, other) => one.start - other.start);
  for (const [position, run] of inOrder.entries()) {
    const other = inOrder.slice(0, position).find((earlier) => areRacing(earlier, run));
    if (other) return { object: run.object, accesses: [accessOf(other), accessOf(run)] };
  }
  return undefined;
}

function areRacing(one: Run, other: Run): boolean {
  const overlap = one.start < other.end && other.start < one.end;
  return overlap && one.ident !== other.ident && (one.isUpdate || other.isUpdate);
}

function accessOf({ ident, store }: Run): RacingStore {
  return { ident, store: store as LoggedOperation };
}

function runsOf({ ident, operations, ends }: ThreadLog): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < operations.length; ) {
    const { at, stretch } = operations[from] as LoggedOperation;
    let to = from + 1;
    while (operations[to]?.at === at && operations[to]?.stretch === stretch) to++;
    const run = operations.slice(from, to);
    const next = operations[to];
    const last = (run.at(-1) as LoggedOperation).ticket;
    const isCut = next !== undefined && next.stretch === stretch;
    // The ticket of a store is taken after it, and that of a load before.
    const cut = next?.op === 'load' ? next.ticket : last;
    if (stretch !== undefined && last !== Infinity) {
      const firstLoad = run.findIndex(({ op }) => op === 'load');
      runs.push({
        ...{ ident, object: at, start: run[0]?.ticket as number },
        end: isCut ? cut : (ends?.get(stretch) ?? last),
        store: run.find(({ op }) => op === 'store'),
        isUpdate: firstLoad >= 0 && run.findLastIndex(({ op }) => op === 'store') > firstLoad,
      });
    }
    from = to;
  }
  return runs;
}

/** Values that two threads or more change while they hold the same lock, as far as their operations are logged. */
export function findGuarded(logs: readonly ThreadLog[]): { object: ObjectAddress; by: ObjectAddress }[] {
  const stores = logs.flatMap(({ ident, operations }) =>
    operations.filter(({ op }) => op === 'store').map((store) => ({ ident, ...store })),
  );
  return [...grouped(stores, ({ at }) => at)].flatMap(([object, all]) => {
    const areSeveral = new Set(all.map(({ ident }) => ident)).size > 1;
    const by = all[0]?.held?.find((lock) => all.every(({ held }) => held?.includes(lock)));
    return areSeveral && by !== undefined ? [{ object, by }] : [];
  });
}

function grouped<K, T>(all: readonly T[], keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
