/** How one row is tried, and what is reported of it meanwhile. */
import type { StartLine } from '../events/facts.js';
import type { RateEstimate } from '../events/trials-report.js';
import type { Params } from '../session/demo.js';
import type { Division } from './division.js';

export interface TrialsOptions extends Division {
  /** What distinguishes the row from others. */
  readonly name: string;
  readonly variant: string | null;
  /** All of the demo's parameters. */
  readonly params: Params;
  /** How many trials; Infinity if the time decides. */
  readonly trials: number;
  /** Real seconds for the row; Infinity if the number decides. */
  readonly time: number;
  readonly start: StartLine;
  readonly seed: number;
  /** Ends the row after so many hits: then it has no rate. */
  readonly stopAfter?: number;
  /** The outcome that counts as a hit; if not given, every outcome that is not expected. */
  readonly outcome?: string;
  /** Real seconds that one trial may take. */
  readonly timeout?: number;
  readonly arena?: number;
  readonly signal?: AbortSignal;
  /** Called at intervals. */
  onProgress?(progress: TrialsProgress): void;
}

export interface TrialsProgress {
  readonly trials: number;
  readonly hits: number;
  /** Real seconds so far. */
  readonly seconds: number;
  /** Of the batches that are over and the present one. */
  readonly estimate: RateEstimate | undefined;
}
