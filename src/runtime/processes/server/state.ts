/** What the first process keeps for each object that processes have in common, and the clients that ask for it. */
import type { ThreadRef } from '../../../events/thread-label.js';
import type { CallSite } from '../../source/call-stack.js';
import type { Command, Reply } from '../protocol.js';

/** A thread of some process that has made a request and waits for the reply. */
export interface Asker {
  readonly process: number;
  /** 0 for a client that cannot wait, or does not want to. */
  readonly slot: number;
  readonly ident: number;
  readonly who: ThreadRef;
  /** False while the client's process is coming to its end: the client is passed over, unless the process goes on after all. */
  isEligible(): boolean;
  /** `takeBack` undoes what the reply gave; it is called if the thread ended before it took the reply. */
  answer(answer: Reply, takeBack?: () => void): void;
}

/** A client that holds an object, and how it came to that. */
export interface Holding {
  readonly asker: Asker;
  /** Where it acquired the object, if that was noted. */
  readonly site: CallSite | undefined;
  /** Program seconds. */
  readonly since: number;
}

export interface ServerState {
  /** Carries out a request, and replies now or later. What the reply gives may be taken back before the call returns. */
  handle(asker: Asker, request: Command): void;
  /** The client that holds the object. */
  holder(): Holding | undefined;
  /** Its repr, if the client's own process cannot make it. */
  repr(): string | null;
  /** Drops the clients that no longer wait. */
  forget(isGone: (asker: Asker) => boolean): void;
  /** A client that was passed over is eligible again. */
  reconsider(): void;
}

/** Takes the first eligible client out of a line. */
export function takeNext<T extends { readonly asker: Asker }>(line: T[]): T | undefined {
  const index = line.findIndex(({ asker }) => asker.isEligible());
  return index === -1 ? undefined : line.splice(index, 1)[0];
}
