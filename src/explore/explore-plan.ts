/** What the host gives MainThread to explore, and what MainThread sends back. */
import type { Coverage, ExploreProblem } from '../events/explore-report.js';
import type { Params } from '../session/demo.js';
import type { Ending } from './execution.js';
import type { FoundOutcome } from './findings.js';

/** How long a schedule may stand still, in seconds: a thread computes without a step, or does not leave. */
export const STUCK_SECONDS = 10;

export interface ExplorePlan {
  readonly params: Params;
  readonly variant: string;
  readonly seed: number;
  readonly preemptions?: number;
  readonly maxSchedules: number;
  /** Monotonic seconds. */
  readonly until: number;
  readonly maxSteps: number;
  /**
   * True: runs each interleaving, one by one. It is what the search is compared with. With `preemptions` it interleaves the
   * starts of MainThread, too.
   */
  readonly isPlain?: boolean;
  /** True: nothing is told of the schedules, and none with fewer switches is looked for. */
  readonly isBare?: boolean;
  /** The threads of the one schedule to run, in place of exploring. */
  readonly replay?: readonly number[];
}

export interface FoundProblem {
  readonly code: ExploreProblem['code'] | 'too-many-threads';
  readonly count: number;
  /** The first schedule that has it. */
  readonly threads: readonly number[] | null;
  /** The step, from 0, at which the program did something else; null if only its end was another one. */
  readonly step: number | null;
}

export interface FoundRace {
  readonly object: string;
  /** Numbers of the two steps, from 0. */
  readonly first: number;
  readonly second: number;
  readonly threads: readonly number[];
}

export interface LoopResult {
  readonly coverage: Coverage;
  readonly schedules: number;
  readonly classes: number | null;
  /** Schedules that were given up, since all that could follow had been seen. */
  readonly redundant: number;
  /** True if the interleavings of all classes were counted. */
  readonly isCounted: boolean;
  readonly estimate: number | null;
  readonly steps: number;
  /** How many schedules hung. */
  readonly hung: number;
  readonly problems: readonly FoundProblem[];
  readonly races: readonly FoundRace[];
  readonly outcomes: readonly FoundOutcome[];
}

/** A step of a story as MainThread reads it at the end. */
export interface StepFacts {
  readonly thread: number;
  readonly op: string;
  readonly object: string | null;
  readonly kind: string | null;
  readonly gaveUp: boolean;
  /** The set of threads that could have taken this step. */
  readonly enabled: number;
}

export interface WaitFacts {
  readonly thread: number;
  readonly call: string;
  readonly object: string | null;
  readonly holder: number | null;
}

/** The step that a thread is at when a schedule is given up. */
export interface PendingFacts extends WaitFacts {
  readonly op: string;
  readonly kind: string | null;
  /** True if it could take the step. */
  readonly canGo: boolean;
}

export type ExploreNote =
  | { readonly is: 'result'; readonly isFinal: boolean; readonly result: LoopResult }
  /** A thread has come to its nth step, from 0. */
  | {
      readonly is: 'place';
      readonly story: number;
      readonly thread: number;
      readonly nth: number;
      readonly at: string | null;
    }
  /** What a step has come to; `step` counts from 0. */
  | {
      readonly is: 'step-result';
      readonly story: number;
      readonly step: number;
      readonly op: string;
      readonly value: number | undefined;
    }
  | {
      readonly is: 'log';
      readonly story: number;
      /** −1 for a thread that has taken no step. */
      readonly step: number;
      readonly thread: number;
      readonly text: string;
    }
  | {
      readonly is: 'story';
      readonly story: number;
      /** The schedule, as the threads of its steps. */
      readonly threads: readonly number[];
      readonly names: readonly string[];
      readonly steps: readonly StepFacts[];
      readonly waiting: readonly WaitFacts[];
      readonly pending: readonly PendingFacts[];
      readonly ending: Ending;
    };
