/** The way from a thread to its host: one message port, on which messages arrive even while the thread sleeps. */
import type { ErrorFacts } from '../../events/facts.js';
import type { RunEvent } from '../../events/run-event.js';
import type { ThreadRef } from '../../events/thread-label.js';
import { hostPort } from '../memory/arena.js';

/** What a thread tells its host. */
export type ToHost =
  /** An event, stamped. */
  | { readonly is: 'event'; readonly event: RunEvent }
  /** A question, that it is taken back, and that what was given with the answer is not taken; stamped, too. */
  | RequestMessage
  /** Slot number `slot` has been given a job and has no worker: start one. */
  | { readonly is: 'spawn'; readonly slot: number }
  /** In a child process: its MainThread is about to do what the process was started for. */
  | { readonly is: 'begun' }
  /** Nobody runs and no deadline is pending. */
  | { readonly is: 'idle' }
  /** Trials: the main of one is over, and its daemons are to be ended. */
  | { readonly is: 'end-daemons' }
  /** What its program has to tell whoever runs it, besides events. */
  | { readonly is: 'note'; readonly note: unknown }
  /** Asked for with `Interrupt.REPORT`: where this thread sleeps. */
  | { readonly is: 'place'; readonly slot: number; readonly at: string | null }
  /** The program's `main` is over, and so is every thread that it had to wait for. */
  | { readonly is: 'main-ended'; readonly value?: Uint8Array; readonly error?: ErrorFacts; readonly exitcode?: number };

/**
 * What a thread asks its host: it comes in its place among the events, so that what was logged before is told before. What is
 * asked is a matter of `processes/`.
 */
export type RequestMessage =
  | { readonly is: 'request'; readonly seq: number; readonly client: Client; readonly request: unknown }
  | { readonly is: 'cancel'; readonly seq: number; readonly slot: number }
  | { readonly is: 'give-back'; readonly seq: number; readonly slot: number };

/** A thread that asks. */
export interface Client {
  /** 0 if it wants no reply. */
  readonly slot: number;
  /** Number of the request among those of its worker: a reply must not come to the next thread there. */
  readonly serial: number;
  readonly ident: number;
  readonly who: ThreadRef;
}

/** True for what is stamped, and taken in order. */
export function isStamped(message: ToHost): boolean {
  return 'seq' in message || message.is === 'event';
}

export function tellHost(message: ToHost): void {
  hostPort?.postMessage(message);
}
