/** What a demo is: the one thing that a demo file exports by default. */
import type { Grade, LogLine, ParamValue, ProcessRecord, ThreadRecord } from '../events/facts.js';

/** A sentence or paragraph, in English with room for Chinese beside it. */
export type Prose = string | { readonly en: string; readonly zh?: string };

export type Params = { readonly [name: string]: ParamValue };

/** Parameters as `main` gets them: of any value, not only the default. */
type Widened<P> = {
  readonly [name in keyof P]: P[name] extends number
    ? number
    : P[name] extends string
      ? string
      : P[name] extends boolean
        ? boolean
        : ParamValue;
};

/** What a demo is about, for the two pages that say so: `pyconc run <demo> --help`, and `pyconc show <demo>`. */
export interface About {
  /** The question that a run of the demo helps to answer, and how the program puts it to the test. On both pages. */
  readonly question: Prose;
  /** What CPython does with the same program. On the page of `show`, which has the Python program as well. */
  readonly cpython?: Prose;
}

export interface ParamDefinition<T extends ParamValue = ParamValue> {
  readonly default: T;
  readonly about: Prose;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly T[];
}

/** What a program has logged. */
export interface Logged {
  /**
   * The lines of the log, in order. Reading them throws MemoryError if there were too many to be kept (in trials, of more
   * than an eighth of the arena).
   */
  readonly lines: readonly LogLine[];
}

/** What an outcome's `when` is asked about. */
// biome-ignore lint/suspicious/noExplicitAny: a demo of any parameters
export interface FinishedRun<R, P = any> extends Logged {
  /** As `main` was given them: the variant is '' where the demo has none. */
  readonly variant: string;
  readonly params: Widened<P>;
  readonly result?: R;
  readonly reason: 'completed' | 'hung' | 'failed';
  readonly threads: readonly ThreadRecord[];
  readonly processes: readonly ProcessRecord[];
}

/** A run that has finished, or was stopped because its time was over. */
// biome-ignore lint/suspicious/noExplicitAny: a demo of any parameters
export interface FinishedOrOverdueRun<R, P = any> extends Omit<FinishedRun<R, P>, 'reason'> {
  readonly reason: FinishedRun<R, P>['reason'] | 'timeout';
}

interface OutcomeOf<Run> {
  readonly name: string;
  readonly grade: Grade;
  readonly because: Prose;
  /**
   * What to notice in a run with this outcome, shown below the run: a sentence or two. A function of the run if they depend on
   * its variant or on what it measured.
   */
  readonly notice?: Prose | ((run: Run) => Prose | undefined);
  when(run: Run): boolean;
}

/** An outcome of runs that finish, with an exception or not, or that hang. */
// biome-ignore lint/suspicious/noExplicitAny: a demo of any parameters
export interface OutcomeDefinition<R, P = any> extends OutcomeOf<FinishedRun<R, P>> {
  readonly onTimeout?: false;
}

/** An outcome whose `when` is also asked about runs that were stopped by their timeout: while threads wait, others go on. */
// biome-ignore lint/suspicious/noExplicitAny: a demo of any parameters
export interface TimeoutOutcomeDefinition<R, P = any> extends OutcomeOf<FinishedOrOverdueRun<R, P>> {
  readonly onTimeout: true;
}

export interface SummaryTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

// biome-ignore lint/suspicious/noExplicitAny: a demo of any parameters and any result
export interface DemoDefinition<P extends Params = any, R = any> {
  /** File name and command argument: `lock-race`. */
  readonly name: string;
  readonly title: Prose;
  readonly topic: 'threads' | 'processes';
  readonly about: About;
  readonly params?: { readonly [name in keyof P]: ParamDefinition<P[name] & ParamValue> };
  /** The first is the default. */
  readonly variants?: { readonly [name: string]: Prose };
  /** The default pace in program seconds per real second; 1 if not given. */
  readonly speed?: number;
  /** Smaller defaults for repeated trials. */
  readonly trials?: { readonly params?: Partial<Widened<NoInfer<P>>> };
  /** Smaller defaults for exploring all schedules, of which there are soon too many. */
  readonly explore?: { readonly params?: Partial<Widened<NoInfer<P>>> };
  /** Runs in MainThread. Its return value is the result, unless there is a `result`. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a main that returns nothing
  main(context: { params: Widened<NoInfer<P>>; variant: string }): R | void;
  /** Called when the run has ended, however it ended: reads what is in shared objects, and what was logged. */
  result?(run: Logged): R;
  /**
   * Tables for the summary, in the place of one that lists the result's fields. Not called for a run that was cut short, of
   * which there is nothing to judge.
   */
  summary?(result: R, run: Omit<FinishedRun<R, P>, 'lines'>): readonly SummaryTable[];
  /** What can come out; the first that matches is the run's outcome. */
  readonly outcomes: readonly (OutcomeDefinition<R, P> | TimeoutOutcomeDefinition<R, P>)[];
}

/** A definition that has been checked and knows its module. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export interface Demo<P extends Params = any, R = any> extends DemoDefinition<P, R> {
  readonly [demoModule]: string | undefined;
}

/** The key under which a demo keeps the URL of the module that defined it. */
export const demoModule: unique symbol = Symbol.for('pyconc.demo');

/** True for what `defineDemo` returns. */
export function isDemo(value: unknown): value is Demo {
  return typeof value === 'object' && value !== null && demoModule in value;
}

/** A prose field in English. */
export function inEnglish(prose: Prose): string {
  return typeof prose === 'string' ? prose : prose.en;
}
