import type {
  Diagnosis,
  ErrorFacts,
  LostUpdate,
  Outcome,
  ParamValue,
  ProcessRecord,
  Reason,
  StartLine,
  ThreadRecord,
} from '../events/facts.js';

/** All that is known of a run once it is over; an entry of `runs` in the `--json` document. */
export interface RunResult<R = unknown> {
  readonly demo: string;
  readonly variant: string | null;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly seed: number;
  readonly start: StartLine;
  readonly speed: number | 'max';
  readonly reason: Reason;
  /** Real seconds from the start of `main` to the end of the run. */
  readonly seconds: number;
  readonly result?: R;
  /** null for a program that declares no outcomes, and for a run that was cut short. */
  readonly outcome: Outcome | null;
  readonly threads: readonly ThreadRecord[];
  readonly processes: readonly ProcessRecord[];
  /** Set where each thread was joined before the next was started, so that no two of them can have run at the same time. */
  readonly sequential?: true;
  /**
   * The first lost update of a Value that was caught, as it came about; null if several threads stored to one and none was
   * caught. Of each thread the first operations on each value are looked at.
   */
  readonly lostUpdate?: LostUpdate | null;
  readonly diagnosis?: Diagnosis;
  /** Why the program failed, where it was not a thread of its own that did. */
  readonly error?: ErrorFacts;
  /** The exit status that `main` chose, by `process.exit` or `process.exitCode`; none if it did not. */
  readonly exitcode?: number;
}
