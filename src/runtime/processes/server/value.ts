/** A number that processes have in common. Loads and stores wait while another thread holds its lock, as in Python. */
import { type Command, ReplyCode } from '../protocol.js';
import type { ServerLock } from './lock.js';
import type { ServerRace } from './race.js';
import type { Asker, Holding, ServerState } from './state.js';

export class ServerValue implements ServerState {
  readonly #lock: ServerLock;
  readonly #race: ServerRace;
  #number: number;

  constructor(number: number, lock: ServerLock, race: ServerRace) {
    this.#number = number;
    this.#lock = lock;
    this.#race = race;
  }

  handle(asker: Asker, { op, number = 0, site }: Command): void {
    const carryOut = () => {
      if (op === 'store') this.#number = number;
      if (asker.slot !== 0)
        this.#race.note({ ident: asker.ident, op: op as 'load' | 'store', number: this.#number, site });
      asker.answer({ code: ReplyCode.OK, number: this.#number });
    };
    // The host reads what is left after the run, even if the lock is held.
    if (asker.slot === 0) carryOut();
    else this.#lock.whenFree(asker, carryOut);
  }

  holder(): Holding | undefined {
    return this.#lock.holder();
  }

  repr(): null {
    return null;
  }

  forget(isGone: (asker: Asker) => boolean): void {
    this.#lock.forget(isGone);
  }

  reconsider(): void {
    this.#lock.reconsider();
  }
}
