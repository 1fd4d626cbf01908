/** What the first process keeps for each object that processes have in common, and who asks for it. */
import type { ThreadRef } from '../../../events/thread-label.js';
import type { Command, Reply } from '../protocol.js';

/** A thread of some process that has asked, and waits for the answer. */
export interface Asker {
  readonly process: number;
  /** 0 for who cannot wait, or does not want to. */
  readonly slot: number;
  readonly ident: number;
  readonly who: ThreadRef;
  /** False while its process is being ended: it is passed over, unless it turns out to go on. */
  isEligible(): boolean;
  /** `takeBack` undoes what was given with the answer; called if its thread has ended before it took the answer. */
  answer(answer: Reply, takeBack?: () => void): void;
}

export interface ServerState {
  /** Carries out a request, and answers it now or later. What it answers may be taken back before the call returns. */
  handle(asker: Asker, request: Command): void;
  /** Who holds it. */
  holder(): Asker | undefined;
  /** Its repr, if it is more than its process can tell. */
  repr(): string | null;
  /** These do not wait any longer. */
  forget(isGone: (asker: Asker) => boolean): void;
  /** An asker that was passed over is eligible again. */
  reconsider(): void;
}

/** Takes the first eligible asker out of a line. */
export function takeNext<T extends { readonly asker: Asker }>(line: T[]): T | undefined {
  const index = line.findIndex(({ asker }) => asker.isEligible());
  return index === -1 ? undefined : line.splice(index, 1)[0];
}
