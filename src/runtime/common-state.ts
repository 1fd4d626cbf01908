/** What the first process keeps for each object that processes have in common, and who asks for it. */
import type { Answer, CommonRequest } from './family-messages.js';

/** A thread of some process that has asked, and waits for the answer. */
export interface Asker {
  readonly process: number;
  /** 0 for who cannot wait, or does not want to. */
  readonly slot: number;
  readonly ident: number;
  /** Its name, for others. */
  readonly who: string;
  answer(answer: Answer): void;
}

export interface CommonState {
  /** Carries out a request; undefined if the asker has to wait, and is answered later. */
  handle(asker: Asker, request: CommonRequest): Answer | undefined;
  /** Who holds it. */
  holder(): Asker | undefined;
  /** These do not wait any longer. */
  forget(isGone: (asker: Asker) => boolean): void;
}
