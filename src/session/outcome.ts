/** The judgement of a finished run, by the outcomes that its demo declares. */
import type { ErrorFacts, Outcome, Reason } from '../events/facts.js';
import { describeError } from '../runtime/source/error-facts.js';
import { type Demo, type FinishedOrOverdueRun, type FinishedRun, inEnglish, type Prose } from './demo.js';

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
 * nothing about the program, unless an outcome is declared for a timeout and matches.
 */
export function judge(demo: Demo, run: Ended, ask: Ask = plainly): Outcome | null {
  const { outcome, position } = examine(demo, run, ask);
  const notice = demo.outcomes[position]?.notice;
  if (outcome === null || notice === undefined) return outcome;
  try {
    // Its `when` has been asked about this run, so its notice may be, too.
    const told = notice as Exclude<typeof notice, Function> | ((run: Ended) => Prose | undefined);
    const text = typeof told === 'function' ? ask(`the notice of outcome ${outcome.name}`, () => told(run)) : told;
    return text === undefined ? outcome : { ...outcome, notice: inEnglish(text) };
  } catch (error) {
    return forbidden(`What outcome ${outcome.name} says of the run failed: ${titleOf(describeError(error))}.`);
  }
}

/** As `judge`, but without the notice, and with what it knows of the outcome. */
export function examine(demo: Demo, run: Ended, ask: Ask = plainly): Finding {
  const beyond = demo.outcomes.length;
  for (const [position, outcome] of demo.outcomes.entries()) {
    const { name, grade, because } = outcome;
    try {
      // The run itself, not a copy: making its threads' records may take longer than all the rest, and not every demo asks for
      // them.
      const fits = ask(`the condition of outcome ${name}`, () => isOutcomeOf(outcome, run));
      if (fits) return { outcome: { name, grade, because: inEnglish(because) }, position };
    } catch (thrown) {
      const error = describeError(thrown);
      const because = `The condition of outcome ${name} failed: ${titleOf(error)}.`;
      return { outcome: forbidden(because), position: beyond, error };
    }
  }
  if (!isFinished(run)) return { outcome: null, position: beyond };
  return { ...undeclared(run), position: beyond };
}

/** A run that was cut short is only for outcomes that say so. */
function isOutcomeOf(outcome: Demo['outcomes'][number], run: Ended): boolean {
  if (isFinished(run)) return outcome.when(run as FinishedRun<unknown> & FinishedOrOverdueRun<unknown>);
  return isOverdue(run) && outcome.onTimeout === true && outcome.when(run);
}

function isFinished(run: Ended): run is Ended & FinishedRun<unknown> {
  return !isOverdue(run) && run.reason !== 'interrupted';
}

function isOverdue(run: Ended): run is Ended & FinishedOrOverdueRun<unknown> {
  return run.reason === 'timeout';
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
