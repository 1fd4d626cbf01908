/** A number that processes have in common. Reading and writing it wait while somebody else holds its lock, as in Python. */
import { AnswerCode, type CommonRequest } from '../protocol.js';
import type { CommonLock } from './lock.js';
import type { CommonRace } from './race.js';
import type { Asker, CommonState } from './state.js';

export class CommonValue implements CommonState {
  readonly #lock: CommonLock;
  readonly #race: CommonRace;
  #number: number;

  constructor(number: number, lock: CommonLock, race: CommonRace) {
    this.#number = number;
    this.#lock = lock;
    this.#race = race;
  }

  handle(asker: Asker, { op, number = 0, site }: CommonRequest): void {
    const carryOut = () => {
      if (op === 'store') this.#number = number;
      if (asker.slot !== 0)
        this.#race.note({ ident: asker.ident, op: op as 'load' | 'store', number: this.#number, site });
      asker.answer({ code: AnswerCode.DONE, number: this.#number });
    };
    // The host looks at what is left when all is over, whoever holds the lock.
    if (asker.slot === 0) carryOut();
    else this.#lock.whenFree(asker, carryOut);
  }

  holder(): Asker | undefined {
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
