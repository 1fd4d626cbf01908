/** A lock that processes have in common, as the first process keeps it: Lock and RLock of `multiprocessing`. */
import type { Asker, CommonState } from './common-state.js';
import { type Answer, AnswerCode, type CommonRequest } from './family-messages.js';

/** Somebody who waits for the lock, and what is done once it is free; that may leave it free. */
interface Waiter {
  readonly asker: Asker;
  readonly proceed: () => void;
}

export class CommonLock implements CommonState {
  readonly #isReentrant: boolean;
  readonly #waiting: Waiter[] = [];
  #owner: Asker | undefined;
  /** How often the owner has acquired it. */
  #depth = 0;

  constructor(isReentrant: boolean) {
    this.#isReentrant = isReentrant;
  }

  handle(asker: Asker, { op, blocks }: CommonRequest): Answer | undefined {
    switch (op) {
      case 'acquire':
        return this.#acquire(asker, blocks === true);
      case 'release':
        return this.#release(asker);
      case 'depth':
        return { code: AnswerCode.DONE, number: this.#depth };
      default:
        return { code: AnswerCode.DONE, number: this.#owner?.ident ?? 0 };
    }
  }

  holder(): Asker | undefined {
    return this.#owner;
  }

  forget(isGone: (asker: Asker) => boolean): void {
    for (let i = this.#waiting.length - 1; i >= 0; i--) {
      if (isGone((this.#waiting[i] as Waiter).asker)) this.#waiting.splice(i, 1);
    }
  }

  /** True if nobody holds the lock in whose way the asker would have to wait. */
  isFreeFor(asker: Asker): boolean {
    return this.#owner === undefined || (this.#isReentrant && this.#isMine(asker));
  }

  /** Calls `proceed` once the lock is free. */
  whenFree(asker: Asker, proceed: () => void): void {
    this.#waiting.push({ asker, proceed });
  }

  #acquire(asker: Asker, blocks: boolean): Answer | undefined {
    const isFree = this.isFreeFor(asker);
    if (isFree) this.#take(asker);
    if (isFree || !blocks) return { code: isFree ? AnswerCode.DONE : AnswerCode.NOT };
    this.whenFree(asker, () => {
      this.#take(asker);
      asker.answer({ code: AnswerCode.DONE });
    });
    return undefined;
  }

  #take(asker: Asker): void {
    this.#owner = asker;
    this.#depth++;
  }

  /** A Lock may be released by anybody; an RLock by its owner alone. */
  #release(asker: Asker): Answer {
    if (this.#owner === undefined || (this.#isReentrant && !this.#isMine(asker))) return { code: AnswerCode.REFUSED };
    this.#depth--;
    if (this.#depth === 0) {
      this.#owner = undefined;
      while (this.#owner === undefined && this.#waiting.length > 0) this.#waiting.shift()?.proceed();
    }
    return { code: AnswerCode.DONE };
  }

  #isMine(asker: Asker): boolean {
    return this.#owner?.ident === asker.ident;
  }
}
