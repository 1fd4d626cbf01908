/** The way from a thread to its host: one message port, on which messages arrive even while the thread sleeps. */
import { parentPort } from 'node:worker_threads';
import type { ErrorFacts, RunEvent } from '../events/run-event.js';
import { isHost } from './arena.js';

/** What a thread tells its host. */
export type ToHost =
  /** An event, stamped. */
  | { readonly is: 'event'; readonly event: RunEvent }
  /** Slot number `slot` has been given a job and has no worker: start one. */
  | { readonly is: 'spawn'; readonly slot: number }
  /** Nobody runs and no deadline is pending. */
  | { readonly is: 'idle' }
  /** Trials: the main of one is over, and its daemons are to be ended. */
  | { readonly is: 'end-daemons' }
  /** Asked for with `Nudge.REPORT`: where this thread sleeps. */
  | { readonly is: 'place'; readonly slot: number; readonly at: string | null }
  /** The program's `main` is over, and so is every thread that it had to wait for. */
  | { readonly is: 'main-ended'; readonly value?: Uint8Array; readonly error?: ErrorFacts };

export function tellHost(message: ToHost): void {
  if (!isHost) parentPort?.postMessage(message);
}
