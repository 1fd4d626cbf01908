/** One MainThread's share of the trials, and what becomes of it when it does not reach its end. */
import type { Diagnosis, Outcome } from '../events/facts.js';
import { MAIN_IDENT } from '../runtime/kernel/identity.js';
import { monotonic } from '../runtime/kernel/real-time.js';
import { type Ending, runProgram } from '../runtime/run-program.js';
import { readRecords } from '../runtime/threads/thread-records.js';
import { type Demo, demoModule } from '../session/demo.js';
import { callWithin, PATIENCE } from '../session/foreign-code.js';
import { resultOf, trialLog } from '../session/one-trial.js';
import { examine, type Finding } from '../session/outcome.js';
import { countTrial, readTally } from './tally.js';
import type { AboutHang, TrialPlan } from './trial-loop.js';
import type { TrialsOptions } from './trials-options.js';
import { type UndeclaredTrial, undeclaredTrial } from './undeclared.js';

/** If this many MainThreads in a row do not reach a trial, that is no accident. */
const MOST_LOST = 5;

export interface AttemptOptions extends Pick<TrialsOptions, 'start' | 'seed' | 'timeout' | 'arena' | 'signal'> {
  /** Called for each trial that no declared outcome matches. */
  onUndeclared(trial: UndeclaredTrial): void;
  /** Called for a trial that hung, if it is the first that came to its outcome so. */
  onHung(diagnosis: Diagnosis, about: AboutHang): void;
}

/**
 * Tries until the plan's goal. A trial that hangs, takes too long or loses its MainThread is counted, and ends the attempt: the
 * next attempt begins with other workers. Rejects if MainThread failed outside of a trial.
 */
export async function attempt(demo: Demo, plan: TrialPlan, options: AttemptOptions): Promise<void> {
  for (let lost = 1; ; lost++) {
    const why = await attemptOnce(demo, plan, options);
    if (why === undefined || options.signal?.aborted) return;
    if (lost === MOST_LOST) throw new Error(why);
  }
}

/** Returns why no trial was begun, if that may be an accident: MainThread's worker was ended, or was late. */
async function attemptOnce(demo: Demo, plan: TrialPlan, options: AttemptOptions): Promise<string | undefined> {
  const { start, seed, timeout, arena, signal } = options;
  const stuck = new AbortController();
  const watch = timeout === undefined ? undefined : watchFor(timeout, stuck);
  const isCutShort = ({ reason }: Ending) => reason !== 'completed' && !signal?.aborted;
  const before = readTally(0).done;
  let isKilled = false;
  try {
    return await runProgram(
      { url: demo[demoModule] ?? '', path: ['default', 'main'], args: [], trials: plan },
      {
        start,
        speed: 'max',
        seed,
        trace: 'log',
        arena,
        isRecorded: true,
        signal: signal ? AbortSignal.any([signal, stuck.signal]) : stuck.signal,
        onNote: (note) => options.onUndeclared(note as UndeclaredTrial),
        onDiagnosis: (diagnosis, about) => options.onHung(diagnosis, about as AboutHang),
        onEvent(event) {
          if (event.type === 'thread.end' && event.ident === MAIN_IDENT) isKilled = event.end === 'killed';
        },
      },
      () => {},
      (_, ending) => {
        if (!isCutShort(ending)) return undefined;
        const { begun, done } = readTally(0);
        if (begun > done) countCutShort(demo, plan, ending, options);
        // Between two trials, or in a trial that has ended since, only the worker is lost.
        else if (isKilled || (ending.reason === 'interrupted' && done > 0)) {
          return done === before ? whyUntried(ending) : undefined;
        } else throw new Error(whyUntried(ending));
        return undefined;
      },
    );
  } finally {
    clearInterval(watch);
  }
}

function whyUntried({ reason, error }: Ending): string {
  if (error) return `${error.type}: ${error.message}`;
  if (reason === 'interrupted') return 'its MainThread took longer than --timeout to come to a trial';
  return `MainThread was ${reason} before it could try`;
}

/** Called while shared memory is still as the trial left it. */
function countCutShort(demo: Demo, plan: TrialPlan, ending: Ending, options: AttemptOptions): void {
  const finding = findingOf(demo, plan, ending, options);
  const { position } = finding;
  if (position === demo.outcomes.length) {
    const reason = ending.reason === 'interrupted' ? 'timeout' : ending.reason;
    options.onUndeclared(undeclaredTrial(readTally(0).begun, reason, finding));
  }
  if (ending.diagnosis && ending.reason === 'hung') {
    options.onHung(ending.diagnosis, { position, trial: readTally(0).begun });
  }
  countTrial(position, plan.hits[position] === true);
}

type Found = Finding & { readonly outcome: Outcome };

function findingOf(demo: Demo, plan: TrialPlan, { reason, error }: Ending, { timeout }: AttemptOptions): Found {
  const isOverdue = reason === 'interrupted';
  if (reason === 'hung' || (isOverdue && demo.outcomes.some(({ onTimeout }) => onTimeout === true))) {
    const { variant, params } = plan;
    const within = <T>(what: string, call: () => T) => callWithin(PATIENCE, what, call);
    // Called by the host, which must stay in control of itself.
    const result = orNothing(() => within('the result', () => resultOf(demo)));
    const run = {
      ...{ variant, params, result, threads: readRecords(), processes: [] },
      reason: isOverdue ? ('timeout' as const) : reason,
      get lines() {
        return trialLog.lines;
      },
    };
    const finding = examine(demo, run, within);
    // Null if no outcome that is declared for a timeout matches.
    if (finding.outcome !== null) return finding as Found;
  }
  const because = isOverdue
    ? `It took longer than --timeout (${timeout} s).`
    : `It lost its MainThread${error ? `: ${error.message}` : ''}.`;
  const outcome = { name: null, grade: 'forbidden', because } as const;
  return { outcome, position: demo.outcomes.length, thread: 'MainThread', error };
}

function orNothing<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}

/** Aborts when no trial has ended for `timeout` seconds. */
function watchFor(timeout: number, stuck: AbortController): NodeJS.Timeout {
  let { done } = readTally(0);
  let since = monotonic();
  return setInterval(() => {
    const now = readTally(0).done;
    if (now !== done) [done, since] = [now, monotonic()];
    else if (monotonic() - since > timeout) stuck.abort();
  }, LOOK_EACH_MS);
}

/** How often the host looks for a trial that does not end. */
const LOOK_EACH_MS = 100;
