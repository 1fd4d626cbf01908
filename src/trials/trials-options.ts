/** How one row is tried, and what is told of it meanwhile. */
import type { StartLine } from '../events/facts.js';
import type { RateEstimate } from '../events/trials-report.js';
import type { Params } from '../session/demo.js';
import type { Division } from './division.js';

export interface TrialsOptions extends Division {
  /** What tells the row from others. */
  readonly name: string;
  readonly variant: string | null;
  /** All of the demo's parameters. */
  readonly params: Params;
  /** How many trials; Infinity where the time decides. */
  readonly trials: number;
  /** Real seconds for the row; Infinity where the number decides. */
  readonly time: number;
  readonly start: StartLine;
  readonly seed: number;
  /** Ends the row after so many hits: then there is no rate. */
  readonly stopAfter?: number;
  /** The outcome that counts as a hit; every one that is not expected, if not given. */
  readonly outcome?: string;
  /** Real seconds that one trial may take. */
  readonly timeout?: number;
  readonly arena?: number;
  readonly signal?: AbortSignal;
  /** Called now and then. */
  onProgress?(progress: TrialsProgress): void;
}

export interface TrialsProgress {
  readonly trials: number;
  readonly hits: number;
  /** Real seconds so far. */
  readonly seconds: number;
  /** The batches that are over, and the present one. */
  readonly estimate: RateEstimate | undefined;
}
