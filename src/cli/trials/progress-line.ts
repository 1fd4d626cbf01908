/** How far a row of trials has come, in a line. */
import { percent, percentRange } from '../../render/trials/shares.js';
import type { TrialsProgress } from '../../trials/trials-options.js';

export interface Goal {
  readonly name: string;
  /** Infinity where the time decides. */
  readonly trials: number;
  /** Seconds; Infinity where the number decides. */
  readonly time: number;
  /** The rows that come after this one. */
  readonly rowsLeft: number;
}

/** `lock-race: 420 of 1000 trials, 38.1 % so far (30.2 to 46.7 %), 3 s left` */
export function progressLine({ name, trials, time, rowsLeft }: Goal, progress: TrialsProgress | undefined): string {
  if (progress === undefined || progress.trials === 0) return `${name}: getting ready`;
  const done = progress.trials;
  const parts = [trials === Infinity ? `${done} trials` : `${done} of ${trials} trials`];
  const { estimate } = progress;
  if (estimate) {
    const { rate, interval } = estimate;
    const soFar = progress.hits === 0 ? 'none so far' : `${percent(rate, done)} so far`;
    parts.push(progress.hits === 0 ? soFar : `${soFar} (${percentRange(interval, done)})`);
  }
  const left = Math.min((progress.seconds * (trials - done)) / done, time - progress.seconds);
  parts.push(`${Math.max(0, Math.round(left))} s left${rowsLeft === 0 ? '' : ` of this row, then ${rowsLeft} more`}`);
  return `${name}: ${parts.join(', ')}`;
}
