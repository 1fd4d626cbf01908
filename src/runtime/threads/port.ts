/** From a thread to its host: one message port, whose messages arrive even while the thread sleeps. */
import { receiveMessageOnPort } from 'node:worker_threads';
import type { ErrorFacts } from '../../events/facts.js';
import type { RunEvent } from '../../events/run-event.js';
import type { ThreadRef } from '../../events/thread-label.js';
import type { SlotAddress } from '../memory/address.js';
import { hostPort } from '../memory/arena.js';
import type { PastOperation } from '../objects/history.js';
import type { LockAccount } from '../objects/lock-account.js';
import type { ModulesNames } from '../source/module-variables.js';

/** What a thread sends its host. */
export type ToHost =
  /** An event, stamped. */
  | { readonly is: 'event'; readonly event: RunEvent }
  /** A request, its cancellation, or the return of what a reply brought; stamped as well. */
  | RequestMessage
  /** The slot has been given a job and has no worker: start one. */
  | { readonly is: 'spawn'; readonly slot: SlotAddress }
  /** In a child process: its MainThread is about to run the target. */
  | { readonly is: 'begun' }
  /** No thread runs and no deadline is pending. */
  | { readonly is: 'idle' }
  /** The `main` of a trial is over: end its daemons. */
  | { readonly is: 'end-daemons' }
  /** All threads but the caller sleep, and the caller waits for the reply: what do they wait for? `about` comes back with it. */
  | { readonly is: 'diagnose'; readonly about: unknown }
  /** Other data, besides events, for the caller that runs the program. */
  | { readonly is: 'note'; readonly note: unknown }
  /** The reply to `Interrupt.REPORT`: where this thread is, and what it has done to shared objects. */
  | {
      readonly is: 'place';
      readonly slot: SlotAddress;
      readonly at: string | null;
      /** Undefined if no history is kept. */
      readonly history: readonly PastOperation[] | undefined;
    }
  /** A thread is about to end: what it has done to shared objects, and still holds. */
  | { readonly is: 'history'; readonly ident: number; readonly history: readonly PastOperation[] }
  /** A thread is about to end, or has been asked: what it tells of its locks. */
  | { readonly is: 'locks'; readonly account: LockAccount }
  /** The reply to a job with `copiesOf`, and to a question. */
  | { readonly is: 'copies'; readonly copies: readonly Copy[] }
  /** A thread that is about to end has changed the length of an array that it was given. */
  | { readonly is: 'argument'; readonly argument: ChangedArgument }
  /** The program's `main` is over, and every thread that it had to wait for. */
  | { readonly is: 'main-ended'; readonly value?: Uint8Array; readonly error?: ErrorFacts; readonly exitcode?: number };

/** A worker's own copy of a module variable. */
export interface Copy {
  readonly url: string;
  readonly name: string;
  /** Its value; null for what cannot be compared. */
  readonly text: string | null;
  /** True if the threads that ran in the worker may have called code that names it. */
  readonly isUsed: boolean;
  /** False if it was the same at the end of an earlier run. */
  readonly isChanged: boolean;
}

/** An array that a thread was given. */
export interface ChangedArgument {
  readonly thread: string;
  readonly ident: number;
  /** The function that the thread has run, and the name of its parameter. */
  readonly url: string;
  readonly of: string;
  readonly name: string;
  /** How many items it had at the thread's start and end. */
  readonly before: number;
  readonly after: number;
  /** Its first and last item at the start, as text. */
  readonly ends: string;
}

/**
 * A thread's request to its host. It takes its turn among the events, so that whatever was logged before is shown before. Its
 * content is opaque here; `processes/` knows it.
 */
export type RequestMessage =
  | { readonly is: 'request'; readonly seq: number; readonly client: Client; readonly request: unknown }
  | { readonly is: 'cancel'; readonly seq: number; readonly slot: SlotAddress }
  | { readonly is: 'give-back'; readonly seq: number; readonly slot: SlotAddress };

/** The thread that sends a request. */
export interface Client {
  /** 0 if it wants no reply. */
  readonly slot: SlotAddress | 0;
  /** The request's number among those of its worker: the next thread there must not get the reply. */
  readonly serial: number;
  readonly ident: number;
  readonly who: ThreadRef;
}

/** A client that waits for a reply. */
export interface WaitingClient extends Client {
  readonly slot: SlotAddress;
}

/** True if the message is stamped, and so taken in order. */
export function isStamped(message: ToHost): boolean {
  return 'seq' in message || message.is === 'event';
}

/** What the host asks a thread that is interrupted to report: the modules whose variables it is to tell; undefined for its place. */
export function questionOfHost(): ModulesNames | undefined {
  return hostPort && receiveMessageOnPort(hostPort)?.message;
}

export function sendToHost(message: ToHost): void {
  hostPort?.postMessage(message);
}
