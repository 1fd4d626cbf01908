import type { RunEvent } from '../events/run-event.js';

/** When a thread or process started and ended, in program seconds as in the log; null for never. */
export interface Life {
  readonly started: number | null;
  readonly ended: number | null;
}

/** Collects these times from the events of one run. */
export class Lives {
  readonly #lives = new Map<string, { started: number | null; ended: number | null }>();

  note(event: RunEvent): void {
    switch (event.type) {
      case 'thread.start':
        this.#at(`thread ${event.ident}`).started = event.now;
        break;
      case 'thread.end':
        this.#at(`thread ${event.ident}`).ended = event.now;
        break;
      case 'process.start':
        this.#at(`process ${event.pid}`).started = event.now;
        break;
      case 'process.end':
        this.#at(`process ${event.pid}`).ended = event.now;
        break;
    }
  }

  ofThread(ident: number): Life {
    return this.#at(`thread ${ident}`);
  }

  ofProcess(pid: number): Life {
    return this.#at(`process ${pid}`);
  }

  #at(key: string) {
    let life = this.#lives.get(key);
    if (life === undefined) {
      life = { started: null, ended: null };
      this.#lives.set(key, life);
    }
    return life;
  }
}
