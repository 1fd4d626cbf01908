/** The result of replaying a schedule: the contract between what replays and what shows. */
import type { Story, StoryWait } from './explore-report.js';
import type { Grade, ParamValue } from './facts.js';

/** Version of the document; it changes when a field changes its meaning or is removed. */
export const REPLAY_VERSION = 1;

/**
 * How the schedule ended.
 *
 * - `complete`: the program came to its end.
 * - `deadlock`: no thread can continue.
 * - `diverged`: a thread that has the next step cannot take it.
 * - `too-long`: the program had not ended after the most steps that a schedule may have.
 * - `polls`: threads read the same again and again, and nothing changes it.
 * - `too-many-threads`: more threads than have letters.
 * - `stuck`: a thread computes without a step, or does not leave.
 * - `lost-worker`: a worker was ended.
 */
export type ReplayEnding =
  | 'complete'
  | 'deadlock'
  | 'diverged'
  | 'too-long'
  | 'polls'
  | 'too-many-threads'
  | 'stuck'
  | 'lost-worker';

/** The step that a thread is at when a schedule ends. */
export interface PendingStep extends StoryWait {
  readonly op: string;
  readonly kind: string | null;
  /** True if it could take the step. */
  readonly canGo: boolean;
}

/**
 * Why a schedule does not fit the program.
 *
 * - `cannot-go`: at `step`, `thread` cannot go.
 * - `over`: the program was over before `step`, and `thread` does not get it.
 * - `changed`: all steps could be taken, but the operations are not those of the checksum.
 */
export type Misfit =
  | { readonly code: 'cannot-go' | 'over'; readonly step: number; readonly thread: string }
  | { readonly code: 'changed' };

interface ReplayedOutcome {
  /** null for an outcome that the demo does not declare. */
  readonly name: string | null;
  readonly grade: Grade;
  readonly because: string;
}

export interface ReplayReport {
  readonly demo: string;
  readonly variant: string | null;
  readonly params: { readonly [name: string]: ParamValue };
  readonly seed: number;
  /** The schedule as it was given, and how many steps it has. */
  readonly schedule: string;
  readonly given: number;
  /** The schedule with all steps that were taken, and the checksum of now; null unless the program came to an end. */
  readonly whole: string | null;
  readonly ending: ReplayEnding;
  /** null if the program did not come to an end. */
  readonly outcome: ReplayedOutcome | null;
  /** Timeouts that passed although what they wait for might still have come; null without an outcome. */
  readonly delays: number | null;
  /** False: the schedule is not one of this program any more. */
  readonly fits: boolean;
  readonly misfit: Misfit | null;
  /** null if nothing was told of it: `stuck`, `lost-worker`. */
  readonly story: Story | null;
  /** For each step of the story, the letters of the threads that could have taken it. */
  readonly able: readonly string[];
  /** Where each thread is at the end, unless it has ended. */
  readonly pending: readonly PendingStep[];
}
