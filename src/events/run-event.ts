/**
 * The events of a run: the only contract between what runs a program and what shows it.
 *
 * Events hold facts and ids, never colours or prose. A renderer receives them in `seq` order.
 * `docs/events.md` describes each field; a breaking change raises `EVENTS_VERSION`.
 */
import type {
  Diagnosis,
  ErrorFacts,
  LostUpdate,
  Outcome,
  ParamValue,
  ProcessEnd,
  ProcessRecord,
  Reason,
  StartLine,
  ThreadEnd,
  ThreadRecord,
} from './facts.js';
import type { PartialDeadlock, Warning } from './warnings.js';

/** Schema version of every event and of the `--json` document. */
export const EVENTS_VERSION = 1;

interface Base {
  /** Schema version. */
  readonly v: typeof EVENTS_VERSION;
  /** Position in the run: 1, 2, 3 …, stamped inside the primitive that caused the event. */
  readonly seq: number;
  /** Real seconds since the run began. */
  readonly t: number;
  /** Program seconds since the run began: what `now()` would have returned there. */
  readonly now: number;
}

interface ByThread extends Base {
  /** Name of the thread that the event is about, as it was then. */
  readonly thread: string;
  /** The thread's ident, unique in the run. */
  readonly ident: number;
  /** Name of the process that the thread lives in. */
  readonly process: string;
}

export interface RunStartEvent extends Base {
  readonly type: 'run.start';
  readonly demo: string;
  readonly variant: string | null;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly seed: number;
  readonly start: StartLine;
  /** Program seconds per real second, or `max` for the virtual clock. */
  readonly speed: number | 'max';
}

export interface ThreadStartEvent extends ByThread {
  readonly type: 'thread.start';
  readonly daemon: boolean;
}

export interface ThreadEndEvent extends ByThread {
  readonly type: 'thread.end';
  readonly end: Exclude<ThreadEnd, 'alive'>;
  /** Set if the program's own excepthook has handled the error: then no other part need report it. */
  readonly hooked?: true;
  readonly error?: ErrorFacts;
}

export interface ProcessStartEvent extends ByThread {
  readonly type: 'process.start';
  readonly pid: number;
  readonly daemon: boolean;
}

export interface ProcessEndEvent extends ByThread {
  readonly type: 'process.end';
  readonly pid: number;
  /** null if the process was stopped and its exit code is unknown. */
  readonly exitcode: number | null;
  readonly end: Exclude<ProcessEnd, 'alive'>;
}

export interface LogEvent extends ByThread {
  readonly type: 'log';
  readonly text: string;
  /** Set if the text was not given to `log` but written to this stream or to the console. */
  readonly stream?: 'stdout' | 'stderr';
}

/** One operation on a shared object; only with `--trace ops`, and a few with `--trace waits`. */
export interface OpEvent extends ByThread {
  readonly type: 'op';
  /** What was done, such as `acquired`, `released`, `waiting`, `load`, `store`. */
  readonly op: string;
  /** The object's id: its offset in the arena. */
  readonly object: number;
  readonly kind: string;
  readonly name: string | null;
  /** The value read or written, if there is one. */
  readonly value?: number;
  /** With `waiting`: the blocking call, and the thread that holds the object, if it has a holder. */
  readonly call?: string;
  readonly heldBy?: string | null;
}

export interface DiagnosisEvent extends Base {
  readonly type: 'diagnosis';
  readonly diagnosis: Diagnosis;
}

/** Something may have gone otherwise than the program intended. */
export type WarningEvent = LeftBehindEvent | PartialDeadlockEvent;

/** A thread ended and left work to an event loop, which is never done. */
export interface LeftBehindEvent extends ByThread {
  readonly type: 'warning';
  readonly code: 'left-behind';
  /** A sentence that says which thread, what and where. */
  readonly message: string;
  /** `file:line:column` of the call that it is about, if known. */
  readonly at: string | null;
}

/** Threads wait for each other in a cycle while others continue. */
export interface PartialDeadlockEvent extends Base, PartialDeadlock {
  readonly type: 'warning';
}

export interface RunEndEvent extends Base {
  readonly type: 'run.end';
  readonly reason: Reason;
  readonly seconds: number;
  readonly result?: unknown;
  readonly outcome: Outcome | null;
  readonly threads: readonly ThreadRecord[];
  readonly processes: readonly ProcessRecord[];
  /** Set if each thread was joined before the next was started, so that no two of them can have run at the same time. */
  readonly sequential?: true;
  /** The first lost update that was caught; null if several threads stored to a value and none was caught. */
  readonly lostUpdate?: LostUpdate | null;
  /** What may go wrong, although it did not in this run, or only for some threads; left out if there is nothing. */
  readonly warnings?: readonly Warning[];
  readonly error?: ErrorFacts;
  readonly exitcode?: number;
}

export type RunEvent =
  | RunStartEvent
  | ThreadStartEvent
  | ThreadEndEvent
  | ProcessStartEvent
  | ProcessEndEvent
  | LogEvent
  | OpEvent
  | DiagnosisEvent
  | WarningEvent
  | RunEndEvent;
