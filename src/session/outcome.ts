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

/** Calls a condition, and may set it a limit. */
type Ask = (what: string, when: () => boolean) => boolean;

/** An outcome, with the error behind it where none that is declared matches. */
export interface Finding {
  readonly outcome: Outcome | null;
  /** Name of the thread that failed, where it was one. */
  readonly thread?: string;
  readonly error?: ErrorFacts;
}

/**
 * The first declared outcome that matches; none that matches is forbidden. null for a run that was cut short, which says
 * nothing about the program.
 */
export function judge(demo: Demo, run: Ended, ask?: Ask): Outcome | null {
  return examine(demo, run, ask).outcome;
}

/** As `judge`, and by what it knows. */
export function examine(demo: Demo, run: Ended, ask: Ask = (_, when) => when()): Finding {
  if (!isFinished(run)) return { outcome: null };
  for (const { name, grade, because, when } of demo.outcomes) {
    try {
      // The run itself, no copy: to tell its threads may take longer than all the rest, and not every demo asks for them.
      if (ask(`the condition of outcome ${name}`, () => when(run)))
        return { outcome: { name, grade, because: inEnglish(because) } };
    } catch (thrown) {
      const error = describeError(thrown);
      return { outcome: forbidden(`The condition of outcome ${name} failed: ${titleOf(error)}.`), error };
    }
  }
  return undeclared(run);
}

function isFinished(run: Ended): run is Ended & FinishedRun<unknown> {
  return run.reason !== 'timeout' && run.reason !== 'interrupted';
}

function undeclared({ reason, threads, error }: Ended): Finding {
  if (reason === 'hung') return { outcome: forbidden('It hung, and no declared outcome says that it may.') };
  const failed = threads.find((thread) => thread.error);
  const facts = failed?.error ?? error;
  if (!facts) return { outcome: forbidden('No declared outcome matches this result.') };
  const who = failed ? `${failed.name} ended with` : 'It failed with';
  const outcome = forbidden(`${who} ${titleOf(facts)}, and no declared outcome says that it may.`);
  return { outcome, thread: failed?.name, error: facts };
}

function titleOf({ type, message }: ErrorFacts): string {
  return message ? `${type}: ${message}` : type;
}

function forbidden(because: string): Outcome {
  return { name: null, grade: 'forbidden', because };
}
