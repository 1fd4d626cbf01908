/** What may go wrong in a program although it did not go wrong in this run, or what only some of its threads suffer from. */
import type { Diagnosis } from './facts.js';

export type Warning = PartialDeadlock | LockOrderInversion | DataRace | PrivateLocks | UnsharedVariable;

/** A place in the source, and the line there; null where it is not known. */
export interface SourceLine {
  /** `file:line:column`. */
  readonly at: string | null;
  readonly source: string | null;
}

/** Some threads wait for each other in a cycle, while others can continue; or a thread waits for itself. */
export interface PartialDeadlock {
  readonly code: 'deadlock';
  /** The threads of the cycle, and those that wait for them. */
  readonly diagnosis: Diagnosis;
  /** Set if it is over: another thread has released a lock of the cycle, as Python allows. */
  readonly resolved?: true;
}

/** Two threads have taken the same locks in opposite orders, and could have done so at the same time. */
export interface LockOrderInversion {
  readonly code: 'lock-order-inversion';
  /** One per thread: each has taken `second` while it held `first`; the next one's `first` is this one's `second`. */
  readonly orders: readonly LockOrder[];
}

export interface LockOrder {
  readonly thread: string;
  readonly ident: number;
  readonly process: string;
  readonly first: LockTaken;
  readonly second: LockTaken;
}

export interface LockTaken extends SourceLine {
  /** The lock's name, or its repr. */
  readonly object: string;
}

/** Two threads have changed the same value at the same time, and an update was lost: so they held no lock in common. */
export interface DataRace {
  readonly code: 'data-race';
  readonly kind: 'Value';
  readonly name: string | null;
  /** The object's id, as in the events of its operations. */
  readonly object: number;
  /** One store of each of two threads. */
  readonly accesses: readonly RacingAccess[];
  /** In contrast, values that threads change while they hold the same lock: their names, or their reprs. */
  readonly guarded?: readonly { readonly name: string; readonly by: string }[];
}

export interface RacingAccess extends SourceLine {
  readonly thread: string;
  readonly ident: number;
  readonly process: string;
  readonly op: 'store';
  /** Names of the locks that the thread held, or their reprs; left out if that was not noted. */
  readonly holding?: readonly string[];
}

/** Threads have each made a lock of their own at the same place, and none of these was ever used by two threads. */
export interface PrivateLocks extends SourceLine {
  readonly code: 'private-locks';
  readonly kind: 'Lock' | 'RLock';
  readonly locks: number;
  /** The threads that made them: two or more. */
  readonly threads: readonly string[];
}

/** A variable of a module that differs between threads, or an array argument that a thread has changed: each has its own copy. */
export interface UnsharedVariable extends SourceLine {
  readonly code: 'unshared-variable';
  readonly what: 'variable' | 'argument';
  /** The variable's name; for an argument, the name of the function's parameter, or `args[0]` if it has none. */
  readonly name: string;
  readonly copies: readonly UnsharedCopy[];
}

export interface UnsharedCopy {
  /** The threads that had this copy one after another: two or more if a worker has run several. */
  readonly threads: readonly string[];
  /** What it was at the end, as text: `3`, `[ 1, 2 ]`, `100 items`. */
  readonly value: string;
  /** For an argument: what it was when the thread started. */
  readonly given?: string;
}
