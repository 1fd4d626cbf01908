/** How one row is explored, and what is reported of it meanwhile. */
import type { Params } from '../session/demo.js';

export interface ExploreOptions {
  /** What distinguishes the row from others. */
  readonly name: string;
  /** The word that named the demo, for schedules: its name, or the path of its file. The demo's name if not given. */
  readonly word?: string;
  readonly variant: string | null;
  /** All of the demo's parameters. */
  readonly params: Params;
  readonly seed: number;
  /** Explores all schedules with at most so many preemptions, in place of all. */
  readonly preemptions?: number;
  /** No more schedules than these; then the rest is sampled. */
  readonly maxSchedules: number;
  /** Real seconds for the row. */
  readonly time: number;
  /** The most steps of a schedule. */
  readonly maxSteps: number;
  readonly arena?: number;
  readonly signal?: AbortSignal;
  /** Called at intervals. */
  onProgress?(progress: ExploreProgress): void;
}

export interface ExploreProgress {
  readonly schedules: number;
  readonly classes: number;
  /** About how many schedules there are in all; null while nothing is known. */
  readonly estimate: number | null;
  readonly seconds: number;
}

export const DEFAULT_MAX_SCHEDULES = 100_000;
export const DEFAULT_TIME = 60;
export const DEFAULT_MAX_STEPS = 1000;
