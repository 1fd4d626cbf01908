/** What a program is to do, and how it came to its end. */
import type { Diagnosis, ErrorFacts, Reason } from '../../events/facts.js';
import type { Job } from '../threads/job.js';
import type { LostUpdateOfRun } from '../tracing/lost-update-of-run.js';
import type { Unplaced } from './other-processes.js';

/** How a program came to its end. */
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
  /** The first one that was caught; null for none, if several threads have stored to a value. */
  readonly lostUpdate?: LostUpdateOfRun | null;
}

/** What the MainThread of a program is to do. */
export type MainJob = Omit<Job, 'checkFor' | 'fields' | 'delay'>;

/** A program that is being run, for whoever has something to say about it in its events. */
export interface Program {
  /** Adds an event of the host's own. */
  say(event: Unplaced): void;
}
