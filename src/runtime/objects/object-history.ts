/** What one thread has done to one shared object, counted. `history.ts` keeps one for each object that a thread uses. */
import type { ObjectAddress } from '../memory/address.js';

/** What a thread does to an object. */
export type PastOp = 'acquired' | 'released' | 'put' | 'got' | 'done' | 'set' | 'cleared' | 'notified';

/** In a handle: the operations until the next one that is noted, of the first, second and third kind that its class has. */
export const UNNOTED_FIRST: unique symbol = Symbol('pyconc.unnotedFirst');
export const UNNOTED_SECOND: unique symbol = Symbol('pyconc.unnotedSecond');
export const UNNOTED_THIRD: unique symbol = Symbol('pyconc.unnotedThird');
const fields = [UNNOTED_FIRST, UNNOTED_SECOND, UNNOTED_THIRD] as const;

/** A handle whose operations are noted. */
export interface NotedHandle {
  [UNNOTED_FIRST]: number;
  [UNNOTED_SECOND]: number;
  [UNNOTED_THIRD]: number;
}

/** So many operations are noted before only some are. */
const OFTEN = 16;
/** As good as for ever. */
const NEVER = 0x3fffffff;
/** The most handles of one object whose operations are noted. */
const MOST_HANDLES = 8;

/** Makes a handle note its next operation, or none any more. */
export function setNoted(handle: NotedHandle, n: number, isToBeNoted: boolean): void {
  handle[fields[n] as (typeof fields)[number]] = isToBeNoted ? 0 : NEVER;
}

/** How often the thread has done one thing to one object, and the last time that was noted. */
export class Tally {
  readonly op: PastOp;
  when = Number.NaN;
  stack: { readonly stack?: string } | undefined = undefined;
  woke = -1;
  readonly #n: number;
  /** The handles that the thread uses, and what each counts down from. */
  readonly #handles = new Map<NotedHandle, number>();
  /** The operations up to those that the handles still count. */
  #times = 0;
  #isComplete = true;

  constructor(op: PastOp, n: number) {
    this.op = op;
    this.#n = n;
  }

  /** An operation through a handle that has counted down; true if it is to be noted. */
  count(handle: NotedHandle): boolean {
    const from = this.#handles.get(handle);
    if (from === undefined && this.#handles.size >= MOST_HANDLES) {
      this.#isComplete = false;
      setNoted(handle, this.#n, false);
      return false;
    }
    this.#times += (from ?? 0) + 1;
    // The first in a row, then the 32nd, 64th, 128th … By shifts: `2 **` makes a double, and a field that has once had one counts
    // slowly for ever.
    const next = this.#times < OFTEN ? 0 : (1 << (32 - Math.clz32(this.#times))) - this.#times - 1;
    this.#handles.set(handle, next);
    handle[fields[this.#n] as (typeof fields)[number]] = next;
    return true;
  }

  /** The operation that was counted last: when it was done, and where. */
  note(when: number, stack: Tally['stack']): void {
    this.when = when;
    this.stack = stack;
  }

  /** What comes from now on is not noted. */
  endNotes(): void {
    this.#isComplete = false;
  }

  /** Adds to the operations those that were done in one with the last. */
  add(times: number): void {
    this.#times += times;
  }

  get times(): number {
    return [...this.#handles].reduce((sum, [handle, from]) => sum + from - this.#left(handle), this.#times);
  }

  /** True if no operation has come after the one that was noted last. */
  get isLatest(): boolean {
    return this.#isComplete && [...this.#handles].every(([handle, from]) => this.#left(handle) === from);
  }

  /** The thread is over: its handles may be used by the next one of its worker. */
  release(): void {
    for (const handle of this.#handles.keys()) setNoted(handle, this.#n, true);
  }

  #left(handle: NotedHandle): number {
    return handle[fields[this.#n] as (typeof fields)[number]];
  }
}

/** One thread's history of one object. */
export class ObjectHistory {
  readonly at: ObjectAddress;
  readonly tallies: readonly Tally[];

  constructor(at: ObjectAddress, ops: readonly PastOp[]) {
    this.at = at;
    this.tallies = ops.map((op, n) => new Tally(op, n));
  }
}
