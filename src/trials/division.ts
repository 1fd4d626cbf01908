/** How a row is divided into batches of fresh workers. */

/** Batches of a row, unless told otherwise: enough for the spread between them to be known. */
export const DEFAULT_BATCHES = 20;
/** Seconds for a batch, unless told otherwise: fresh workers take a good part of a shorter one. */
const BATCH_SECONDS = 0.4;
/** Trials for a batch that the time would end, unless told otherwise: what has one trial shows no rate of its own. */
const LEAST_IN_BATCH = 5;

export interface Division {
  readonly batches: number;
  /** So many trials are in a batch that ends by its time, unless that of the row is up. */
  readonly leastInBatch: number;
}

/** `trials` and `time` are those of the row, Infinity where the other decides. */
export function divide(trials: number, time: number, batches?: number): Division {
  if (batches !== undefined) return { batches, leastInBatch: 1 };
  if (time === Infinity) return { batches: Math.min(DEFAULT_BATCHES, trials), leastInBatch: 1 };
  const inTime = Math.max(1, Math.floor(time / BATCH_SECONDS));
  return { batches: Math.min(DEFAULT_BATCHES, trials, inTime), leastInBatch: LEAST_IN_BATCH };
}
