/** The lives of a run's threads and processes, as reported by its events. */
import type { ProcessRecord, ThreadRecord } from '../events/facts.js';
import type { RunEvent } from '../events/run-event.js';
import { areOfOneProcess } from '../runtime/kernel/identity.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export class RunRecords {
  readonly #threads = new Map<number, Writable<ThreadRecord>>();
  /** By the ident of their MainThread, which no other thread of the run has. */
  readonly #processes = new Map<number, Writable<ProcessRecord>>();

  /** Threads in the order of their start. */
  get threads(): readonly ThreadRecord[] {
    return [...this.#threads.values()];
  }

  get processes(): readonly ProcessRecord[] {
    return [...this.#processes.values()];
  }

  add(event: RunEvent): void {
    switch (event.type) {
      case 'thread.start':
        this.#threads.set(event.ident, {
          name: event.thread,
          ident: event.ident,
          process: event.process,
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
      case 'process.start':
        this.#processes.set(event.ident, {
          name: event.process,
          pid: event.pid,
          exitcode: null,
          daemon: event.daemon,
          started: event.t,
          ended: null,
          end: 'alive',
        });
        break;
      case 'process.end':
        Object.assign(this.#processes.get(event.ident) ?? {}, {
          exitcode: event.exitcode,
          ended: event.t,
          end: event.end,
        });
        if (event.end === 'killed') this.#markKilled(event);
        break;
    }
  }

  /** Threads that were alive when their process was killed could not report their end. */
  #markKilled({ ident, t }: RunEvent & { type: 'process.end' }): void {
    for (const thread of this.#threads.values()) {
      const isLost = thread.end === 'alive' && areOfOneProcess(thread.ident, ident);
      if (isLost) Object.assign(thread, { ended: t, end: 'killed' });
    }
  }
}
