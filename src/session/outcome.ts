/** The judgement of a finished run, by the outcomes that its demo declares. */
import type { ErrorFacts, Outcome, Reason } from '../events/facts.js';
import { describeError } from '../runtime/source/error-facts.js';
import { type Demo, type FinishedRun, inEnglish } from './demo.js';

/** A run to be judged, however it ended. */
type Ended = Omit<FinishedRun<unknown>, 'reason'> & {
  readonly reason: Reason;
  /** Why it failed, if not because of a thread's own exception. */
  readonly error?: ErrorFacts;
};

/** Calls code that the demo's author has written, and may limit its time. */
type Ask = <T>(what: string, call: () => T) => T;

const plainly: Ask = (_, call) => call();

/** An outcome, with the error behind it if no declared outcome matches. */
export interface Finding {
  readonly outcome: Outcome | null;
  /** Index of the outcome among the demo's; one beyond the last if it is none of them. */
  readonly position: number;
  /** Name of the thread that failed, if one did. */
  readonly thread?: string;
  readonly error?: ErrorFacts;
}

/**
 * The first declared outcome that matches; a run that matches none is forbidden. null for a run that was cut short, which shows
 * nothing about the program.
 */
export function judge(demo: Demo, run: Ended, ask: Ask = plainly): Outcome | null {
  const { outcome, position } = examine(demo, run, ask);
  const notice = demo.outcomes[position]?.notice;
  if (outcome === null || notice === undefined || !isFinished(run)) return outcome;
  try {
    const text =
      typeof notice === 'function' ? ask(`the notice of outcome ${outcome.name}`, () => notice(run)) : notice;
    return text === undefined ? outcome : { ...outcome, notice: inEnglish(text) };
  } catch (error) {
    return forbidden(`What outcome ${outcome.name} says of the run failed: ${titleOf(describeError(error))}.`);
  }
}

/** As `judge`, but without the notice, and with what it knows of the outcome. */
export function examine(demo: Demo, run: Ended, ask: Ask = plainly): Finding {
  const beyond = demo.outcomes.length;
  if (!isFinished(run)) return { outcome: null, position: beyond };
  for (const [position, { name, grade, because, when }] of demo.outcomes.entries()) {
    try {
      // The run itself, not a copy: making its threads' records may take longer than all the rest, and not every demo asks for
      // them.
      const fits = ask(`the condition of outcome ${name}`, () => when(run));
      if (fits) return { outcome: { name, grade, because: inEnglish(because) }, position };
    } catch (thrown) {
      const error = describeError(thrown);
      const because = `The condition of outcome ${name} failed: ${titleOf(error)}.`;
      return { outcome: forbidden(because), position: beyond, error };
    }
  }
  return { ...undeclared(run), position: beyond };
}

function isFinished(run: Ended): run is Ended & FinishedRun<unknown> {
  return run.reason !== 'timeout' && run.reason !== 'interrupted';
}

function undeclared({ reason, threads, error }: Ended): Omit<Finding, 'position'> {
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
