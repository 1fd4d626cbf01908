/**
 * The broker: the first process keeps what processes have in common, and answers their threads. It is one thread and never
 * waits, so each request is carried out whole before the next; who has to wait is kept in a list and answered later.
 */
import { CommonLock } from './common-lock.js';
import { CommonQueue } from './common-queue.js';
import type { Asker, CommonState } from './common-state.js';
import { CommonValue } from './common-value.js';
import { type Answer, AnswerCode, type CommonFacts, type CommonRequest } from './family-messages.js';

interface Pending {
  readonly asker: Asker;
  readonly state: CommonState;
}

export class Broker {
  readonly #states = new Map<string, CommonState>();
  /** Who waits, by process and slot: a thread asks one thing at a time. */
  readonly #pending = new Map<string, Pending>();

  /** Carries out a request, and answers when that is done. */
  handle(asker: Asker, request: CommonRequest): void {
    const state = this.#stateOf(request.object);
    const key = keyOf(asker.process, asker.slot);
    const answer = (answer: Answer) => {
      this.#pending.delete(key);
      asker.answer(answer);
    };
    const patient = { ...asker, answer };
    this.#pending.set(key, { asker: patient, state });
    const atOnce = state.handle(patient, request);
    if (atOnce) answer(atOnce);
  }

  /** For the host of the first process, which cannot wait: undefined where it would have to. */
  answerAtOnce(request: CommonRequest): Answer | undefined {
    const nobody: Asker = { process: 0, slot: 0, ident: 0, who: '', answer: () => {} };
    const state = this.#stateOf(request.object);
    const answer = state.handle(nobody, request);
    if (!answer) state.forget((asker) => asker === nobody);
    return answer;
  }

  /** A thread does not want to wait any longer. If it has been answered meanwhile, that answer is on its way to it. */
  cancel(process: number, slot: number): void {
    const pending = this.#pending.get(keyOf(process, slot));
    if (!pending) return;
    pending.state.forget((asker) => asker === pending.asker);
    pending.asker.answer({ code: AnswerCode.NOT });
  }

  /** A thread, or with `slot` left out a whole process, is no more. What it holds stays held, as in Python. */
  forget(process: number, slot?: number): void {
    for (const [key, { asker, state }] of this.#pending) {
      if (asker.process !== process || (slot !== undefined && asker.slot !== slot)) continue;
      this.#pending.delete(key);
      state.forget((other) => other === asker);
    }
  }

  /** Who holds what the thread with this ident waits for. */
  holderFor(ident: number): Asker | undefined {
    for (const { asker, state } of this.#pending.values()) if (asker.ident === ident) return state.holder();
    return undefined;
  }

  #stateOf(object: CommonFacts): CommonState {
    const known = this.#states.get(object.id);
    if (known) return known;
    const state = this.#make(object);
    this.#states.set(object.id, state);
    return state;
  }

  #make({ id, kind, number }: CommonFacts): CommonState {
    switch (kind) {
      case 'Lock':
        return new CommonLock(false);
      case 'RLock':
        return new CommonLock(true);
      case 'Queue':
        return new CommonQueue(number);
      case 'Value':
        return new CommonValue(number, this.#stateOf({ id: lockIdOf(id), kind: 'RLock', number: 0 }) as CommonLock);
    }
  }
}

/** Id of the lock that belongs to a value. */
export function lockIdOf(value: string): string {
  return `${value} lock`;
}

function keyOf(process: number, slot: number): string {
  return `${process}/${slot}`;
}
