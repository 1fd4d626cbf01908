/** A number that processes have in common. Reading and writing it wait while somebody else holds its lock, as in Python. */

import type { CommonLock } from './common-lock.js';
import type { Asker, CommonState } from './common-state.js';
import { AnswerCode, type CommonRequest } from './family-messages.js';

export class CommonValue implements CommonState {
  readonly #lock: CommonLock;
  #number: number;

  constructor(number: number, lock: CommonLock) {
    this.#number = number;
    this.#lock = lock;
  }

  handle(asker: Asker, { op, number = 0 }: CommonRequest): void {
    const carryOut = () => {
      if (op === 'store') this.#number = number;
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
