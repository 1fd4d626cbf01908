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
import type { Warning } from '../events/warnings.js';

/** Everything known of a run once it is over; an entry of `runs` in the `--json` document. */
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
  /** Set if each thread was joined before the next was started, so that no two of them can have run at the same time. */
  readonly sequential?: true;
  /**
   * The first lost update of a Value that was caught, as it came about; null if several threads stored to a Value and none was
   * caught. Only the first operations of each thread on each value are checked.
   */
  readonly lostUpdate?: LostUpdate | null;
  /** What may go wrong, although it did not in this run, or only for some threads; left out if there is nothing. */
  readonly warnings?: readonly Warning[];
  readonly diagnosis?: Diagnosis;
  /** Why the program failed, if not because of one of its threads. */
  readonly error?: ErrorFacts;
  /** The exit status that `main` chose with `process.exit` or `process.exitCode`; left out if it chose none. */
  readonly exitcode?: number;
}
