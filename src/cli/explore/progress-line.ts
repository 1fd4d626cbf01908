/** The progress of a row of exploring, on one line. */
import type { ExploreProgress } from '../../explore/explore-options.js';
import { exploreMessages } from '../../render/explore/explore-messages.js';

const messages = exploreMessages.progress;

export interface Goal {
  readonly name: string;
  readonly maxSchedules: number;
  /** Seconds. */
  readonly time: number;
  /** How many rows come after this one. */
  readonly rowsLeft: number;
}

/** `lock-race: 420 of about 3300 schedules, 418 classes, 3 s left` */
export function progressLine(goal: Goal, progress: ExploreProgress | undefined): string {
  const { name, maxSchedules, time, rowsLeft } = goal;
  if (progress === undefined || progress.schedules === 0) return messages.line(name, [messages.ready]);
  const { schedules, classes, estimate, seconds } = progress;
  // An estimate may have been too low: then it says nothing.
  const expected = estimate !== null && estimate > schedules ? estimate : null;
  const parts = [messages.done(schedules, expected)];
  if (classes > 0) parts.push(messages.classes(classes));
  const most = Math.min(expected ?? Infinity, maxSchedules);
  const left = Math.min((seconds * (most - schedules)) / schedules, time - seconds);
  parts.push(messages.left(Math.max(0, Math.round(left)), rowsLeft));
  return messages.line(name, parts);
}
