/** What the threads of this process have told of themselves, for a diagnosis. */
import type { RunEvent } from '../../events/run-event.js';
import { processName, threadName } from '../kernel/identity.js';
import type { PastOperation } from '../objects/history.js';
import type { StartedThread } from '../threads/threads.js';
import type { Account, Accounts } from '../tracing/accounts.js';

export class ThreadAccounts {
  /** Accounts of threads that have ended, by their idents. */
  readonly #ended = new Map<number, Account>();
  readonly #histories = new Map<number, readonly PastOperation[]>();
  #isAnyLost = false;

  /** A thread tells what it has done: at its end, or when it is asked. */
  note(ident: number, history: readonly PastOperation[]): void {
    this.#histories.set(ident, history);
  }

  /** Takes the names of threads that end. */
  add(event: RunEvent): void {
    if (event.type !== 'thread.end' || event.process !== processName()) return;
    if (event.end === 'killed') this.#isAnyLost = true;
    const { thread, ident, process } = event;
    this.#ended.set(ident, {
      who: { thread, process },
      ident,
      hasEnded: true,
      history: this.#histories.get(ident) ?? [],
    });
  }

  /** The accounts of the threads that have ended and of those that are alive. */
  with(alive: readonly StartedThread[]): Accounts {
    const process = processName();
    const accounts = new Map(this.#ended);
    for (const { slot, ident } of alive) {
      const who = { thread: threadName(slot), process };
      accounts.set(ident, { who, ident, hasEnded: false, history: this.#histories.get(ident) ?? [] });
    }
    return {
      isComplete: !this.#isAnyLost && alive.every(({ ident }) => this.#histories.has(ident)),
      all: () => accounts.values(),
      of: (ident) => accounts.get(ident),
    };
  }
}
