/** The lives of a run's threads and processes, as its events tell them. */
import type { ProcessRecord, RunEvent, ThreadRecord } from '../events/run-event.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export class Chronicle {
  readonly #threads = new Map<number, Writable<ThreadRecord>>();
  readonly #processes: Writable<ProcessRecord>[] = [];

  /** Threads in the order of their start. */
  get threads(): readonly ThreadRecord[] {
    return [...this.#threads.values()];
  }

  get processes(): readonly ProcessRecord[] {
    return this.#processes;
  }

  add(event: RunEvent): void {
    switch (event.type) {
      case 'thread.start':
        this.#threads.set(event.ident, {
          name: event.thread,
          ident: event.ident,
          daemon: event.daemon,
          started: event.t,
          ended: null,
          end: 'alive',
        });
        break;
      case 'thread.end': {
        const thread = this.#threads.get(event.ident);
        if (!thread) break;
        // Its last name: it may have been renamed.
        Object.assign(
          thread,
          { name: event.thread, ended: event.t, end: event.end },
          event.error && { error: event.error },
        );
        break;
      }
    }
  }
}
