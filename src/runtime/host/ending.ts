/** What a program has to do, and how it ended. */
import type { Diagnosis, ErrorFacts, Reason } from '../../events/facts.js';
import type { Warning } from '../../events/warnings.js';
import type { Job } from '../threads/job.js';
import type { LostUpdateOfRun } from '../tracing/lost-update-of-run.js';
import type { Unstamped } from './other-processes.js';

/** How a program ended. */
export interface Ending {
  readonly reason: Reason;
  readonly seconds: number;
  /** What `main` returned. */
  readonly value?: unknown;
  /** Why `main` failed, or why it could not be run. */
  readonly error?: ErrorFacts;
  /** The exit status that `main` chose, by `process.exit` or `process.exitCode`. */
  readonly exitcode?: number;
  readonly diagnosis?: Diagnosis;
  /** The first lost update that was caught; null if several threads have stored to a value and none was caught. */
  readonly lostUpdate?: LostUpdateOfRun | null;
  /** What may go wrong, although it did not in this run, or only for some threads. */
  readonly warnings: readonly Warning[];
}

/** What the MainThread of a program has to do. */
export type MainJob = Omit<Job, 'checkFor' | 'fields' | 'delay'>;

/** A running program, for code that emits events of it. */
export interface Program {
  /** Emits an event, in order with all others. */
  emit(event: Unstamped): void;
}
