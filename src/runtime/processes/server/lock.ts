/** A lock that processes have in common, as the first process keeps it: Lock and RLock of `multiprocessing`. */
import type { ThreadRef } from '../../../events/thread-label.js';
import { now } from '../../kernel/clock.js';
import type { CallSite } from '../../source/call-stack.js';
import { type Command, type Reply, ReplyCode } from '../protocol.js';
import { type Asker, type Holding, type ServerState, takeNext } from './state.js';

/** A client that waits for the lock, and what to do once the lock is free; that may leave it free. */
interface Waiter {
  readonly asker: Asker;
  readonly proceed: () => void;
}

export class ServerLock implements ServerState {
  readonly #isReentrant: boolean;
  #waiting: Waiter[] = [];
  #owner: Asker | undefined;
  /** Where its owner has taken it first, if that was noted, and when. */
  #taken: Omit<Holding, 'asker'> = { site: undefined, since: 0 };
  /** How often the owner has acquired it. */
  #depth = 0;

  constructor(isReentrant: boolean) {
    this.#isReentrant = isReentrant;
  }

  handle(asker: Asker, { op, blocks, site }: Command): void {
    switch (op) {
      case 'acquire':
        if (blocks) this.whenFree(asker, () => this.#give(asker, site));
        else if (this.#isFreeFor(asker)) this.#give(asker, site);
        else asker.answer({ code: ReplyCode.WOULD_BLOCK });
        break;
      case 'release':
        asker.answer(this.#release(asker));
        break;
      case 'depth':
        asker.answer({ code: ReplyCode.OK, number: this.#depth });
        break;
      default:
        asker.answer({ code: ReplyCode.OK, number: this.#owner?.ident ?? 0 });
    }
  }

  holder(): Holding | undefined {
    return this.#owner && { asker: this.#owner, ...this.#taken };
  }

  /** Like Python's, except that it names the owner, whichever process the owner lives in. */
  repr(): string {
    const owner = this.#owner ? nameInRepr(this.#owner.who) : 'None';
    return this.#isReentrant ? `<RLock(${owner}, ${this.#depth})>` : `<Lock(owner=${owner})>`;
  }

  forget(isGone: (asker: Asker) => boolean): void {
    this.#waiting = this.#waiting.filter(({ asker }) => !isGone(asker));
  }

  reconsider(): void {
    while (this.#owner === undefined) {
      const waiter = takeNext(this.#waiting);
      if (!waiter) return;
      waiter.proceed();
    }
  }

  /** Calls `proceed` once no thread but the asker holds the lock. */
  whenFree(asker: Asker, proceed: () => void): void {
    if (this.#isFreeFor(asker) && asker.isEligible()) proceed();
    else this.#waiting.push({ asker, proceed });
  }

  #isFreeFor(asker: Asker): boolean {
    return this.#owner === undefined || (this.#isReentrant && this.#isMine(asker));
  }

  #give(asker: Asker, site: CallSite | undefined): void {
    if (this.#owner === undefined) this.#taken = { site, since: now() };
    this.#owner = asker;
    this.#depth++;
    asker.answer({ code: ReplyCode.OK }, () => {
      // A Lock may have been released by another thread meanwhile.
      if (this.#owner === asker) this.#leaveOnce();
    });
  }

  /** Any thread may release a Lock; only its owner may release an RLock. */
  #release(asker: Asker): Reply {
    if (this.#owner === undefined || (this.#isReentrant && !this.#isMine(asker))) return { code: ReplyCode.ERROR };
    this.#leaveOnce();
    return { code: ReplyCode.OK };
  }

  #leaveOnce(): void {
    this.#depth--;
    if (this.#depth > 0) return;
    this.#owner = undefined;
    this.reconsider();
  }

  #isMine(asker: Asker): boolean {
    return this.#owner?.ident === asker.ident;
  }
}

/** How Python's repr of a lock names the thread that owns it. */
export function nameInRepr({ thread, process }: ThreadRef): string {
  return thread === 'MainThread' ? process : `${process}|${thread}`;
}
