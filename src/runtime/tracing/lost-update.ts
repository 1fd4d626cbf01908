/**
 * Finds the first lost update that the race log has caught: a thread loaded a value and stored what it made of it, and that
 * store overwrote something other than what the thread had loaded. So another thread had stored in between, and its store is
 * gone.
 *
 * That it was lost is certain from the thread's own two operations. *Which* thread's store was overwritten is reported only if
 * just one thread can have stored that number then, by the rule below; otherwise no thread is named. Nothing is reported that
 * is only likely.
 */
import type { ObjectAddress } from '../memory/address.js';
import { type LoggedOperation, MOST, type ThreadLog } from './race-log.js';

export interface FoundOperation {
  /** The thread that did it; 0 if that is not known. */
  readonly ident: number;
  readonly op: 'load' | 'store';
  readonly number: number;
  readonly site: LoggedOperation['site'];
  /** Locks that the thread held, if that is known. */
  readonly held?: LoggedOperation['held'];
  /** Set if other threads have stored, or may have, between this operation and the one before it. */
  readonly isAfterOthers: boolean;
}

export interface FoundLostUpdate {
  /** The value's address in the arena. */
  readonly at: ObjectAddress;
  /** In the order in which they happened. The last one, made from a stale load, overwrites the one before it. */
  readonly operations: readonly FoundOperation[];
}

/** An operation between two tickets: it was done after one was taken, and before the other was. */
interface Timed extends LoggedOperation {
  readonly ident: number;
  /** Its index among its thread's operations on this value. */
  readonly index: number;
  readonly after: number;
  readonly before: number;
}

interface Toucher {
  readonly ident: number;
  /** Its operations on the value. */
  readonly operations: readonly Timed[];
  /** The ticket after which the thread may have done operations that are not logged. */
  readonly unloggedAfter: number;
}

/** `hasOthers`: there were threads without a log. Null for none, if several threads have stored to a value. */
export function findLostUpdate(logs: readonly ThreadLog[], hasOthers: boolean): FoundLostUpdate | null | undefined {
  const storedTo = logs.flatMap(({ operations }) => [
    ...new Set(operations.filter(({ op }) => op === 'store').map(({ at }) => at)),
  ]);
  const values = new Set(storedTo.filter((at, n) => hasOthers || storedTo.indexOf(at) < n));
  const losses = [...values].flatMap((at) => {
    const touchers = logs.map((log) => toucher(log, at));
    return touchers.flatMap((thread) => lossesOf(thread).map((loss) => ({ at, touchers, ...loss })));
  });
  const first = losses.sort((a, b) => a.store.before - b.store.before)[0];
  if (first) return { at: first.at, operations: picture(first, first.touchers, hasOthers) };
  return values.size > 0 ? null : undefined;
}

function toucher({ ident, operations, isFull }: ThreadLog, at: ObjectAddress): Toucher {
  const timed = operations.map((operation, n): Omit<Timed, 'index'> => {
    const isStore = operation.op === 'store';
    const previous = operations[n - 1]?.ticket ?? 0;
    const next = operations[n + 1]?.ticket ?? Infinity;
    return {
      ...operation,
      ident,
      after: isStore ? previous : operation.ticket,
      before: isStore ? operation.ticket : next,
    };
  });
  const own = timed.filter((operation) => operation.at === at).map((operation, index) => ({ ...operation, index }));
  const last = (isFull ? operations : own.length >= MOST ? own : []).at(-1);
  return { ident, operations: own, unloggedAfter: last?.ticket ?? Infinity };
}

interface Loss {
  /** The load that was stale when its thread stored. */
  readonly load: Timed;
  readonly store: Timed;
}

function lossesOf({ operations }: Toucher): Loss[] {
  return operations.flatMap((store, n) => {
    const load = operations[n - 1];
    if (store.op !== 'store' || store.ticket === Infinity || load?.op !== 'load') return [];
    return Object.is(store.overwritten, load.number) ? [] : [{ load, store }];
  });
}

function picture({ load, store }: Loss, touchers: readonly Toucher[], hasOthers: boolean): FoundOperation[] {
  const others = touchers.filter(({ ident }) => ident !== store.ident);
  const stores = touchers.flatMap(({ operations }) => operations.filter(({ op }) => op === 'store'));
  const suspects = stores.filter((each) => isPerhapsOverwritten(each, load, store, stores));
  const unlogged = others.filter(({ unloggedAfter }) => unloggedAfter < store.before);
  const idents = new Set([...suspects, ...unlogged].map(({ ident }) => ident));
  const ident = idents.size === 1 && !hasOthers ? ([...idents][0] as number) : 0;
  const lost = ident !== 0 && unlogged.length === 0 && suspects.length === 1 ? suspects[0] : undefined;
  if (lost === undefined) {
    const some = { ident, op: 'store', number: store.overwritten, site: undefined, isAfterOthers: true } as const;
    return [shown(load, false), some, shown(store, false)];
  }
  const own = others.find((thread) => thread.ident === ident)?.operations ?? [];
  const areAllLogged = !hasOthers && touchers.every(({ unloggedAfter }) => unloggedAfter >= store.before);
  // What came after the lost store came after the last store as well, because the last one overwrote that very store.
  const earlier = stores.filter((each) => each !== store && !isBefore(lost, each) && !isBefore(store, each));
  const chains = areAllLogged ? [BRIEF, LONG].map((most) => chain(own, lost.index, most)) : [];
  // Chains in which only their own thread has stored since they began: what each operation has seen then says where the stale
  // load belongs.
  const quiet = chains.filter(([first, ...rest]) =>
    earlier.every((each) => each === first || rest.includes(each) || isBefore(each, first as Timed)),
  );
  const whole = quiet
    .filter((each) => earlier.every((other) => each.includes(other) || isBefore(other, load)))
    .map((each) => arranged(load, each))
    .find((each) => each !== undefined);
  if (whole) return [...whole, store].map((each) => shown(each, false));
  const [rest = [lost]] = quiet;
  return [load, ...rest, store].map((each) => shown(each, each === rest[0]));
}

/** How many operations of the thread whose store was lost: that update, and the one before it if nothing is left out then. */
const BRIEF = 2;
const LONG = 4;

function shown({ ident, op, number, site, held }: Timed, isAfterOthers: boolean): FoundOperation {
  return { ident, op, number, site, held, isAfterOthers };
}

/**
 * True unless it is certain that this is not the store that was overwritten. It stored that number; it was not done before the
 * stale load, which would have seen it, nor after the store; and no other store is known to have come between.
 */
function isPerhapsOverwritten(each: Timed, load: Timed, store: Timed, stores: readonly Timed[]): boolean {
  if (each.ident === store.ident || !Object.is(each.number, store.overwritten)) return false;
  if (isBefore(each, load) || isBefore(store, each)) return false;
  return !stores.some((other) => other !== each && isBefore(each, other) && isBefore(other, store));
}

/** By the order of their thread, or by the tickets; false also if the order is not known. */
function isBefore(one: Timed, other: Timed): boolean {
  return one.ident === other.ident ? one.index < other.index : one.before <= other.after;
}

/** The operations of a thread up to the one at `last`, as far back as each has found what the one before it left. */
function chain(operations: readonly Timed[], last: number, most: number): Timed[] {
  let first = last;
  const isNext = (n: number) => {
    const [one, other] = [operations[n - 1], operations[n]];
    return one && other && Object.is(one.number, other.op === 'store' ? other.overwritten : other.number);
  };
  while (last - first + 1 < most && isNext(first)) first--;
  return operations.slice(first, last + 1);
}

/**
 * Puts the stale load in its position among the operations of the other thread, between which no third thread has stored: where
 * the number that it has seen was there. Undefined if there is no such position, or if there are several with a store between
 * them. Without a store between them they are equivalent, and the last one that the load's ticket allows is chosen.
 */
function arranged(stale: Timed, others: readonly Timed[]): Timed[] | undefined {
  const positions = others.flatMap((next, n) => {
    const was = others[n - 1]?.number ?? (next.op === 'load' ? next.number : next.overwritten);
    return Object.is(was, stale.number) ? [n] : [];
  });
  const [first = -1, last = -1] = [positions[0], positions.at(-1)];
  if (first === -1 || others.slice(first, last).some(({ op }) => op === 'store')) return undefined;
  const position = positions.findLast((n) => n === first || (others[n - 1] as Timed).ticket < stale.ticket) as number;
  return [...others.slice(0, position), stale, ...others.slice(position)];
}
