/** What a finished run is judged to be, by what its demo declares. */
import type { Outcome, Reason } from '../events/run-event.js';
import { type Demo, type FinishedRun, inEnglish } from './demo.js';

/**
 * The first declared outcome that matches; none that matches is forbidden. null for a run that was cut short, which says
 * nothing about the program.
 */
export function judge(
  demo: Demo,
  run: Omit<FinishedRun<unknown>, 'reason'> & { readonly reason: Reason },
): Outcome | null {
  const { reason } = run;
  if (reason === 'timeout' || reason === 'interrupted') return null;
  for (const { name, grade, because, when } of demo.outcomes) {
    try {
      if (when({ ...run, reason })) return { name, grade, because: inEnglish(because) };
    } catch (error) {
      return forbidden(`the condition of outcome ${name} failed: ${(error as Error).message}`);
    }
  }
  return forbidden(whyUndeclared(run));
}

function whyUndeclared({
  reason,
  threads,
}: {
  readonly reason: Reason;
  readonly threads: FinishedRun<unknown>['threads'];
}): string {
  if (reason === 'hung') return 'It hung, and no declared outcome says that it may.';
  const failed = threads.find(({ error }) => error);
  if (failed?.error) {
    return `${failed.name} ended with ${failed.error.type}: ${failed.error.message}, and no declared outcome says that it may.`;
  }
  return 'No declared outcome matches this result.';
}

function forbidden(because: string): Outcome {
  return { name: null, grade: 'forbidden', because };
}
