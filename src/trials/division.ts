/** How a row is divided into batches of fresh workers. */

/** Default number of batches of a row: enough to know the spread between them. */
export const DEFAULT_BATCHES = 20;
/** Default seconds of a batch: fresh workers take a good part of a shorter one. */
const BATCH_SECONDS = 0.4;
/** Default minimum of trials in a batch that time would end: a batch of one trial shows no rate of its own. */
const LEAST_IN_BATCH = 5;

export interface Division {
  readonly batches: number;
  /** A batch that ends by its time has at least so many trials, unless the row's time is up. */
  readonly leastInBatch: number;
}

/** `trials` and `time` are those of the row; the one that does not decide is Infinity. */
export function divide(trials: number, time: number, batches?: number): Division {
  if (batches !== undefined) return { batches, leastInBatch: 1 };
  if (time === Infinity) return { batches: Math.min(DEFAULT_BATCHES, trials), leastInBatch: 1 };
  const inTime = Math.max(1, Math.floor(time / BATCH_SECONDS));
  return { batches: Math.min(DEFAULT_BATCHES, trials, inTime), leastInBatch: LEAST_IN_BATCH };
}
