/** What the threads of this process have told of themselves, for a diagnosis. */
import type { RunEvent } from '../../events/run-event.js';
import { processName, threadName } from '../kernel/identity.js';
import type { PastOperation } from '../objects/history.js';
import type { StartedThread } from '../threads/threads.js';
import type { Account, Accounts } from '../tracing/accounts.js';

export class ThreadAccounts {
  /** The threads that have been started, by their idents. */
  readonly #started = new Map<number, Omit<Account, 'history'>>();
  readonly #histories = new Map<number, readonly PastOperation[]>();
  #isAnyLost = false;

  /** A thread tells what it has done: at its end, or when it is asked. */
  note(ident: number, history: readonly PastOperation[]): void {
    this.#histories.set(ident, history);
  }

  /** Takes the starts and ends of threads. */
  add(event: RunEvent): void {
    if (event.type !== 'thread.start' && event.type !== 'thread.end') return;
    const { type, thread, ident, process } = event;
    if (process !== processName()) return;
    if (type === 'thread.end' && event.end === 'killed') this.#isAnyLost = true;
    this.#started.set(ident, { who: { thread, process }, ident, hasEnded: type === 'thread.end' });
  }

  /** All accounts. The threads that are alive may have been renamed. */
  with(alive: readonly StartedThread[]): Accounts {
    const process = processName();
    const started = new Map(this.#started);
    for (const { slot, ident } of alive) {
      started.set(ident, { who: { thread: threadName(slot), process }, ident, hasEnded: false });
    }
    const accounts = new Map<number, Account>();
    for (const [ident, facts] of started) {
      accounts.set(ident, { ...facts, history: this.#histories.get(ident) ?? [] });
    }
    return {
      isComplete: !this.#isAnyLost && alive.every(({ ident }) => this.#histories.has(ident)),
      all: () => accounts.values(),
      of: (ident) => accounts.get(ident),
    };
  }
}
