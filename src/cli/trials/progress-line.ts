/** The progress of a row of trials, on one line. */
import { percent, percentRange } from '../../render/trials/shares.js';
import { trialsMessages } from '../../render/trials/trials-messages.js';
import type { TrialsProgress } from '../../trials/trials-options.js';

const messages = trialsMessages.progress;

export interface Goal {
  readonly name: string;
  /** Infinity if only the time is limited. */
  readonly trials: number;
  /** Seconds; Infinity if only the number is limited. */
  readonly time: number;
  /** How many rows come after this one. */
  readonly rowsLeft: number;
}

/** `lock-race: 420 of 1000 trials, 38.1 % so far (30.2 to 46.7 %), 3 s left` */
export function progressLine({ name, trials, time, rowsLeft }: Goal, progress: TrialsProgress | undefined): string {
  if (progress === undefined || progress.trials === 0) return messages.line(name, [messages.ready]);
  const done = progress.trials;
  const parts = [messages.done(done, trials)];
  const { estimate } = progress;
  if (estimate) {
    const { rate, interval } = estimate;
    const isNone = progress.hits === 0;
    parts.push(isNone ? messages.none : messages.rate(percent(rate, done), percentRange(interval, done)));
  }
  const left = Math.min((progress.seconds * (trials - done)) / done, time - progress.seconds);
  parts.push(messages.left(Math.max(0, Math.round(left)), rowsLeft));
  return messages.line(name, parts);
}
