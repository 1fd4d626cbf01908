/** What one thread has done to one shared object, counted. `history.ts` keeps one for each object that a thread uses. */
import type { ObjectAddress } from '../memory/address.js';

/** What a thread does to an object. */
export type PastOp = 'acquired' | 'released' | 'put' | 'got' | 'done' | 'set' | 'cleared' | 'notified';

/** How often the thread has done one thing to one object. */
export class Tally {
  readonly op: PastOp;
  /** The operations until the next one that is noted, and what this counted down from. */
  left = 0;
  from = 0;
  /** The operations up to the one noted last. */
  noted = 0;
  /** Those of them that were more than one at once. */
  more = 0;
  when = Number.NaN;
  stack: { readonly stack?: string } | undefined = undefined;
  woke = -1;

  constructor(op: PastOp) {
    this.op = op;
  }

  reset(left: number): void {
    this.left = left;
    this.from = left;
    this.noted = 0;
    this.more = 0;
    this.stack = undefined;
    this.woke = -1;
  }

  get times(): number {
    return this.noted + (this.from - this.left) + this.more;
  }
}

/** One thread's history of one object. */
export class ObjectHistory {
  readonly at: ObjectAddress;
  readonly tallies: readonly Tally[];

  constructor(at: ObjectAddress, ops: readonly PastOp[]) {
    this.at = at;
    this.tallies = ops.map((op) => new Tally(op));
  }
}
