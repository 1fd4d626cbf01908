/** The result of exploring: the contract between what explores and what shows. */
import type { Grade, ParamValue } from './facts.js';

/** Version of the document; it changes when a field changes its meaning or is removed. */
export const EXPLORE_VERSION = 1;

/**
 * What was covered.
 *
 * - `all`: every interleaving. What did not come out cannot come out.
 * - `bounded`: every schedule with at most `preemptions` preemptions.
 * - `sampled`: too many for the limits: a part of the search, and random schedules.
 * - `partial`: interrupted.
 */
export type Coverage = 'all' | 'bounded' | 'sampled' | 'partial';

/** One step of a schedule: an operation of one thread. */
export interface StoryStep {
  /** The number of the step, from 1. */
  readonly step: number;
  /** The thread's letter in the schedule. */
  readonly thread: string;
  /** The operation: `load`, `store`, `acquire`, `wait`, `resume`, … */
  readonly op: string;
  /** The object's name, or its kind if it has none; null for an operation without an object (`sleep`, `start`). */
  readonly object: string | null;
  readonly kind: string | null;
  /** The number that was loaded or stored. */
  readonly value: number | null;
  /** `timed out`, or `failed` for a lock, a permit or an item that was not to be had at once; null otherwise. */
  readonly result: string | null;
  /** `file:line:column` in the program, if known. */
  readonly at: string | null;
  /** What the thread logs after the step, before its next one. */
  readonly logs: readonly string[];
}

export interface StoryThread {
  readonly letter: string;
  readonly name: string;
}

/** A schedule as it went, step by step. */
export interface Story {
  readonly threads: readonly StoryThread[];
  readonly steps: readonly StoryStep[];
  /** For a schedule that hangs: where each thread waits, and for what. */
  readonly waiting: readonly StoryWait[];
}

export interface StoryWait {
  readonly thread: string;
  readonly call: string;
  readonly object: string | null;
  /** The thread that holds the object, if one does. */
  readonly holder: string | null;
  readonly at: string | null;
}

export interface ExploredOutcome {
  /** null for outcomes that the demo does not declare. */
  readonly name: string | null;
  readonly grade: Grade;
  readonly because: string;
  /** False: it did not come out. That it cannot is proved only if the row's `proved` is true. */
  readonly possible: boolean;
  /** null where classes are not counted: `bounded`, `sampled`. */
  readonly classes: number | null;
  /** A decimal string, for there may be more than a double counts. */
  readonly interleavings: string | null;
  /** The argument for `pyconc replay`; null if it is not possible. */
  readonly schedule: string | null;
  /** Switches away from a thread that could have continued, in that schedule. */
  readonly switches: number | null;
  /** True if no schedule with fewer switches has this outcome. */
  readonly isFewest: boolean;
  /** Timeouts that pass in that schedule although what they wait for might still come. */
  readonly delays: number | null;
  readonly story: Story | null;
}

/** Two accesses to the same Value, of which one is a store, that nothing orders. */
export interface DataRace {
  readonly object: string;
  readonly first: { readonly op: string; readonly at: string | null };
  readonly second: { readonly op: string; readonly at: string | null };
  /** A schedule in which they collide. */
  readonly schedule: string;
}

/** Why a row proves nothing, or less than it seems. */
export interface ExploreProblem {
  /**
   * - `too-long`: schedules reached `--max-steps`.
   * - `polls`: a loop that reads the same again and again was cut after three rounds.
   * - `polls-for-ever`: in some schedule, all threads that are left poll, and none changes what they read.
   * - `nondeterministic`: the program did something else in the same schedule.
   * - `stuck`: a loop without steps, or a thread that did not leave.
   * - `lost-worker`: a worker was killed.
   * - `too-big`: more schedules than the limits allow.
   */
  readonly code: 'too-long' | 'polls' | 'polls-for-ever' | 'nondeterministic' | 'stuck' | 'lost-worker' | 'too-big';
  readonly message: string;
  /** How many schedules. */
  readonly count: number;
  /** The first of them, if it can be replayed. */
  readonly schedule: string | null;
}

/** One variant with one set of parameters. */
export interface ExploreRow {
  /** What distinguishes it from the other planned rows; '' for a single row. */
  readonly name: string;
  readonly demo: string;
  readonly variant: string | null;
  readonly params: { readonly [name: string]: ParamValue };
  readonly seed: number;
  /** Time passes freely: a sleep may take no time, and a timeout may pass at any step. */
  readonly clock: 'free';
  readonly coverage: Coverage;
  /** True if what did not come out cannot: everything was covered, and no problem was met. */
  readonly proved: boolean;
  /** The bound, for `bounded`. */
  readonly preemptions: number | null;
  /** How many schedules were run. */
  readonly schedules: number;
  readonly classes: number | null;
  readonly interleavings: string | null;
  /** If not everything was covered: about how many schedules there are. */
  readonly estimate: number | null;
  /** The most steps of a schedule. */
  readonly steps: number;
  /** Whether a schedule hangs: no thread can continue. null if not everything was covered, and none was found that does. */
  readonly hangs: boolean | null;
  /** null if not everything was covered, and no race was found. */
  readonly raceFree: boolean | null;
  readonly races: readonly DataRace[];
  readonly problems: readonly ExploreProblem[];
  readonly seconds: number;
  /** All declared outcomes, also those that cannot happen, and undeclared ones that came out. */
  readonly outcomes: readonly ExploredOutcome[];
}

export interface ExploreReport {
  readonly rows: readonly ExploreRow[];
  /** True if it was interrupted. */
  readonly partial: boolean;
}
