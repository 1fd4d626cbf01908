/** Facts of a run, in its events and in its result. */

/** How a run came to its end. */
export type Reason = 'completed' | 'hung' | 'timeout' | 'interrupted' | 'failed';

/**
 * How a process came to its end: by itself, by `terminate()` or `kill()`, by somebody else's signal, or with the run or the
 * process that had started it, which were over before it.
 */
export type ProcessEnd = 'exited' | 'terminated' | 'killed' | 'stopped' | 'alive';

/** How a thread came to its end; `alive` when the run was over before it. */
export type ThreadEnd = 'returned' | 'exception' | 'exit' | 'killed' | 'alive';

/** How much a thread's start line is arranged: see `--start`. */
export type StartLine = 'aligned' | 'together' | 'free';

/** What a demo says of one way it can end: allowed, allowed and worth seeing, or a broken primitive. */
export type Grade = 'expected' | 'interesting' | 'forbidden';

export type ParamValue = number | string | boolean;

export interface ErrorFacts {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  /** What caused it, as its own `cause` says. */
  readonly cause?: ErrorFacts;
  /** The errors that it stands for, of an AggregateError. */
  readonly errors?: readonly ErrorFacts[];
}

/** The outcome that a run was judged to have; `name` is null where no declared outcome matched. */
export interface Outcome {
  readonly name: string | null;
  readonly grade: Grade;
  readonly because: string;
  /** What there is to notice in this run, if the demo says so of this outcome. */
  readonly notice?: string;
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

/** One child process's life, as told in a run's result. */
export interface ProcessRecord {
  readonly name: string;
  readonly pid: number;
  /** null while it has not ended, or if nobody could tell; negative for the signal that ended it. */
  readonly exitcode: number | null;
  readonly daemon: boolean;
  readonly started: number;
  readonly ended: number | null;
  readonly end: ProcessEnd;
}

/** Who waits for what when nobody can go on. */
export interface Diagnosis {
  readonly waiting: readonly WaitingThread[];
  /** Threads that wait for each other in a ring, if there is one: each waits for what the next holds. */
  readonly cycle?: readonly string[];
}

export interface WaitingThread {
  readonly thread: string;
  readonly ident: number;
  /** Name of the process that it lives in. */
  readonly process: string;
  /** The blocking call, such as `Lock.acquire` or `Thread.join`. */
  readonly call: string;
  /** What is waited for: an object's name, or its repr where it has none. */
  readonly object: string | null;
  /** The thread that holds it, where it has a holder: with its process, where threads of several wait. */
  readonly heldBy: string | null;
  /** `file:line:column` of the caller, where the thread could still tell. */
  readonly at: string | null;
  /** The line of the source there, where it can be read. */
  readonly source: string | null;
}

/**
 * An update of a value that was lost: a thread loaded the value and stored what it made of it, and did not see what another one
 * stored in between.
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
  /** Who did it; null if that is not certain. */
  readonly thread: string | null;
  readonly ident: number | null;
  readonly process: string | null;
  readonly op: 'load' | 'store';
  /** What was loaded or stored: what the value is then. */
  readonly value: number;
  /** Of a load: what the last store was made from, and no longer there by then. */
  readonly stale?: true;
  /** Of the last store: what stood there. */
  readonly overwrote?: number;
  /** Between this operation and the one before it others have stored, or may have. */
  readonly afterOthers?: true;
  /** `file:line:column` in the source, and that line; null where they are not known. */
  readonly at: string | null;
  readonly source: string | null;
}
