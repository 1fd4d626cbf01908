/** What a finished run is judged to be, by what its demo declares. */
import type { ErrorFacts, Outcome, Reason } from '../events/run-event.js';
import { describeError } from '../runtime/error-facts.js';
import { type Demo, type FinishedRun, inEnglish } from './demo.js';

/** A run to be judged, however it ended. */
type Ended = Omit<FinishedRun<unknown>, 'reason'> & {
  readonly reason: Reason;
  /** Why it failed, where it was not a thread's own exception. */
  readonly error?: ErrorFacts;
};

type Ask = (what: string, when: () => boolean) => boolean;

/**
 * The first declared outcome that matches; none that matches is forbidden. null for a run that was cut short, which says
 * nothing about the program. `ask` calls a condition, by which its caller can set it a limit.
 */
export function judge(demo: Demo, run: Ended, ask: Ask = (_, when) => when()): Outcome | null {
  if (!isFinished(run)) return null;
  for (const { name, grade, because, when } of demo.outcomes) {
    try {
      // The run itself, no copy: to tell its threads may take longer than all the rest, and not every demo asks for them.
      if (ask(`the condition of outcome ${name}`, () => when(run))) return { name, grade, because: inEnglish(because) };
    } catch (error) {
      return forbidden(`The condition of outcome ${name} failed: ${titleOf(describeError(error))}.`);
    }
  }
  return forbidden(whyUndeclared(run));
}

function isFinished(run: Ended): run is Ended & FinishedRun<unknown> {
  return run.reason !== 'timeout' && run.reason !== 'interrupted';
}

function whyUndeclared({ reason, threads, error }: Ended): string {
  if (reason === 'hung') return 'It hung, and no declared outcome says that it may.';
  const failed = threads.find((thread) => thread.error);
  const facts = failed?.error ?? error;
  if (!facts) return 'No declared outcome matches this result.';
  const who = failed ? `${failed.name} ended with` : 'It failed with';
  return `${who} ${titleOf(facts)}, and no declared outcome says that it may.`;
}

function titleOf({ type, message }: ErrorFacts): string {
  return message ? `${type}: ${message}` : type;
}

function forbidden(because: string): Outcome {
  return { name: null, grade: 'forbidden', because };
}
