/** Facts of a run, in its events and in its result. */
import type { Holder, ObjectState, PastOperations } from './waiting.js';

/** How a run ended. */
export type Reason = 'completed' | 'hung' | 'timeout' | 'interrupted' | 'failed';

/**
 * How a process ended: by itself, by `terminate()` or `kill()`, by a signal from elsewhere, or with the run or the process that
 * had started it, which were over before it. `alive` while it has not ended.
 */
export type ProcessEnd = 'exited' | 'terminated' | 'killed' | 'stopped' | 'alive';

/** How a thread ended; `alive` if the run was over before it. */
export type ThreadEnd = 'returned' | 'exception' | 'exit' | 'killed' | 'alive';

/** How a thread's start is aligned with that of others: see `--start`. */
export type StartLine = 'aligned' | 'together' | 'free';

/** How a demo grades one of its outcomes: expected, worth seeing, or a broken primitive. */
export type Grade = 'expected' | 'interesting' | 'forbidden';

export type ParamValue = number | string | boolean;

export interface ErrorFacts {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  /** The error's own `cause`. */
  readonly cause?: ErrorFacts;
  /** The errors of an AggregateError. */
  readonly errors?: readonly ErrorFacts[];
}

/** The outcome that a run was judged to have; `name` is null if no declared outcome matched. */
export interface Outcome {
  readonly name: string | null;
  readonly grade: Grade;
  readonly because: string;
  /** What to notice in this run, if the demo has a notice for this outcome. */
  readonly notice?: string;
}

/** One line of a run's log, as its outcomes get it. */
export interface LogLine {
  /** The thread's name at that moment: it may have had others. */
  readonly thread: string;
  /** Tells threads apart, whatever they are called. */
  readonly ident: number;
  readonly process: string;
  readonly text: string;
}

/** One thread's life, as told in a run's result. Times are real seconds since the run began. */
export interface ThreadRecord {
  readonly name: string;
  readonly ident: number;
  /** Name of the process that it lived in. */
  readonly process: string;
  readonly daemon: boolean;
  readonly started: number;
  readonly ended: number | null;
  readonly end: ThreadEnd;
  readonly error?: ErrorFacts;
}

/** One child process's life, as reported in a run's result. */
export interface ProcessRecord {
  readonly name: string;
  readonly pid: number;
  /** null while the process has not ended, or if its exit code is unknown; negative for the signal that ended it. */
  readonly exitcode: number | null;
  readonly daemon: boolean;
  readonly started: number;
  readonly ended: number | null;
  readonly end: ProcessEnd;
}

/** Which threads wait for what when no thread can continue. */
export interface Diagnosis {
  readonly waiting: readonly WaitingThread[];
  /** Threads that wait for each other in a cycle, if there is one: each waits for what the next holds. */
  readonly cycle?: readonly string[];
}

export interface WaitingThread {
  readonly thread: string;
  readonly ident: number;
  /** Name of the process that it lives in. */
  readonly process: string;
  /** The blocking call, such as `Lock.acquire` or `Thread.join`. */
  readonly call: string;
  /** What the thread waits for: an object's name, or its repr if it has no name. */
  readonly object: string | null;
  /** The thread that holds the object, if it has a holder; with its process, if threads of several processes wait. */
  readonly heldBy: string | null;
  /** `file:line:column` of the caller, if the thread could still report it. */
  readonly at: string | null;
  /** The source line there, if it can be read. */
  readonly source: string | null;
  /** Who has to give back what it waits for: the holder of a lock, or of all permits of a semaphore that serves as one. */
  readonly holder?: Holder;
  /** The object as it is now, if it has a state beyond its holder. */
  readonly state?: ObjectState;
  /** What threads have done to the object so far; left out if that of some thread is not known. */
  readonly history?: readonly PastOperations[];
}

/**
 * An update of a value that was lost: a thread loaded the value and stored what it made of it, and did not see what another
 * thread stored in between.
 */
export interface LostUpdate {
  /** The value: its kind, its name, and its id, as in the events of its operations. */
  readonly kind: 'Value';
  readonly name: string | null;
  readonly object: number;
  /** Three or four, in the order in which they happened. The last one overwrites what the one before it has stored. */
  readonly operations: readonly LostUpdateOperation[];
}

export interface LostUpdateOperation {
  /** The thread that did it; null if that is not certain. */
  readonly thread: string | null;
  readonly ident: number | null;
  readonly process: string | null;
  readonly op: 'load' | 'store';
  /** The number that was loaded or stored: the value from then on. */
  readonly value: number;
  /** Set for the load that the last store was made from: the value had changed by then. */
  readonly stale?: true;
  /** Set for the last store: the number that was there. */
  readonly overwrote?: number;
  /** Set if other threads have stored, or may have, between this operation and the one before it. */
  readonly afterOthers?: true;
  /** `file:line:column` in the source, and that line; null where they are not known. */
  readonly at: string | null;
  readonly source: string | null;
}
