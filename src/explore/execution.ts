/** One schedule as it went: its steps, and what its threads would have done next. */

/** A step that was taken, or one that a thread is at. */
export interface Taken {
  /** The thread's ordinal: the place in the order of starts. */
  readonly thread: number;
  readonly op: number;
  readonly object: number;
  readonly foot: number;
  readonly access: number;
  /** The tests of the step, the words that they look at, and what these held before the step. */
  readonly test: number;
  readonly word: number;
  readonly value: number;
  readonly before: number;
  readonly otherTest: number;
  readonly otherWord: number;
  readonly otherValue: number;
  readonly otherBefore: number;
  /** The set of threads that could have taken this step. */
  readonly enabled: number;
  /** The sleep set before the step, and those in it whose next step ends them. */
  readonly asleep: number;
  readonly asleepEnds: number;
  /** True if the thread has ended since, without a further step; or `main` has, or the thread fails. */
  readonly ends: boolean;
  /** True if a timeout has passed although what it was for might still have come. */
  readonly gaveUp: boolean;
  /** A number that stands for what the step has come to: what was loaded, whether the lock was taken … */
  readonly seen: number;
  /** The thread that it has started; −1 for none. */
  readonly started: number;
  /** True for a Value: plain memory, on which accesses can race. */
  readonly isPlain: boolean;
  /** True if the step counts: most starts and joins of MainThread do not, nor do most beginnings of threads. */
  readonly isCounted: boolean;
  /** A thread that could have taken a step that does not count; −1 for none. */
  readonly first: number;
}

/** How a schedule ended. */
export type Ending = 'complete' | 'deadlock' | 'too-long' | 'diverged' | 'redundant' | 'too-many-threads' | 'polls';

export interface Execution {
  readonly steps: readonly Taken[];
  /** The steps that threads are at, at the end. */
  readonly pending: readonly Taken[];
  readonly threads: number;
  readonly ending: Ending;
  /** The number of the outcome that it was judged as; −1 if it was not. */
  readonly outcome: number;
  /** True if a polling loop was cut. */
  readonly isCut: boolean;
}

/** What runs schedules: real threads, or a model of them. */
export interface Runner {
  /**
   * Runs the schedule that begins with the threads of `prefix`. Before the last of these, the threads in `asleep` sleep; the
   * next steps of those in `asleepEnds` end them.
   */
  run(prefix: readonly number[], asleep: number, asleepEnds: number): Execution;
}
