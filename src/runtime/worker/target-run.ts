/** One thread's target: it is found and run, and its end is reported. */
import type { ErrorFacts } from '../../events/facts.js';
import { SystemExit } from '../errors.js';
import { calledBy, findExport, loadedModule, notExported, type Runs } from '../functions/function-ref.js';
import { mainIdent } from '../kernel/identity.js';
import { begin } from '../kernel/pause.js';
import { controllerOf } from '../kernel/step.js';
import { isUnwinding } from '../kernel/unwind.js';
import { slot, words } from '../memory/arena.js';
import { Control, Slot } from '../memory/map.js';
import { finalHistory } from '../objects/history.js';
import { reportLocks } from '../objects/lock-account.js';
import { describeError } from '../source/error-facts.js';
import { flushOutput } from '../threads/captured-output.js';
import { emit } from '../threads/emit.js';
import type { Job } from '../threads/job.js';
import { sendToHost } from '../threads/port.js';
import { declaredExitcode, exitStatus, inTarget } from '../threads/process-exit.js';
import { seedRandom } from '../threads/random.js';
import { arrive } from '../threads/start-line.js';
import { refuseAsync } from '../threads/target.js';
import { closeRecord, isRecording, recordRun } from '../threads/thread-records.js';
import { arraysIn, tellChanged } from './array-arguments.js';
import { noteTarget } from './copies.js';
import { explained } from './load-failure.js';
import { endMain } from './main-end.js';

/** Runs a target with its arguments, in the way its starter needs. */
export type Runner = (target: Function, job: Job) => unknown;

/** Where a thread without a target finds the function that it runs. */
export const nowhere = { nothing: () => {} };

export class ImportFailure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = explained(error);
  }
}

export type Loaded = Readonly<Record<string, unknown>> | ImportFailure;

/** How a thread's target ended. */
export interface Course {
  readonly isMain: boolean;
  value: unknown;
  /** What it threw, and the same as facts. */
  thrown: unknown;
  error: ErrorFacts | undefined;
  isHooked: boolean;
  /** Set if it left by SystemExit. */
  exit: SystemExit | undefined;
  isAsync: boolean;
  /** True if it was made to leave: nothing is reported of it. */
  isUnwound: boolean;
}

export function runTarget(namespace: Loaded, job: Job, run: Runner): Course {
  seedRandom(words[slot + Slot.STREAM] as number);
  const isMain = words[slot + Slot.IDENT] === mainIdent();
  // A worker runs one thread after another.
  if (isMain) process.exitCode = undefined;
  const located = attempt(() => locate(namespace, job, isMain));
  const course: Course = {
    isMain,
    value: undefined,
    thrown: undefined,
    error: undefined,
    isHooked: false,
    exit: undefined,
    isAsync: false,
    isUnwound: false,
  };
  // For the warnings at the end of the run.
  if (!isRecording()) noteTargets(located, job);
  const arrays = isMain || isRecording() || job.fields !== undefined ? undefined : arraysIn(job.args);
  // As late as possible: the code between this and the target takes each thread a different time.
  arrive();
  if (isRecording() && !isMain) recordRun();
  begin(slot + Slot.BEGINNING);
  controllerOf()?.begin();
  if (isMain && words[Control.PROCESS] !== 0) sendToHost({ is: 'begun' });
  try {
    const target = located();
    course.value = inTarget(() => run(target, job));
    course.isAsync = isThenable(course.value);
    if (course.isAsync) throw new TypeError(promised(job));
  } catch (thrown) {
    // Ignores what it threw on its way out: the trial that it belonged to has been judged.
    course.isUnwound = isUnwinding();
    if (!course.isUnwound) takeThrown(course, thrown);
  }
  if (arrays) tellChanged(arrays, located, job.url);
  return course;
}

function noteTargets(located: () => Function, { url, inner }: Job): void {
  try {
    noteTarget(located(), url);
  } catch {
    // It was not found, which ends the thread.
  }
  const called = inner && findExport(loadedModule(inner.url) ?? {}, inner);
  if (called) noteTarget(called, inner.url);
}

export function takeThrown(course: Course, thrown: unknown): void {
  if (thrown instanceof SystemExit) course.exit ??= thrown;
  else if (course.error === undefined) Object.assign(course, { thrown, error: describeError(thrown) });
  else {
    const { stack, type, message } = describeError(thrown);
    emit({ type: 'log', text: `Uncaught: ${stack || `${type}: ${message}`}`, stream: 'stderr' });
  }
}

/** Reports that the thread is over, and how. */
export function end({ isMain, value, error, isHooked, exit }: Course): void {
  flushOutput();
  const status = exit && exitStatus(exit.code);
  if (isMain && status?.text !== undefined) emit({ type: 'log', text: status.text, stream: 'stderr' });
  words[slot + Slot.END_EMITTED] = 1;
  sendHistory();
  const how = error ? 'exception' : exit ? 'exit' : 'returned';
  if (isRecording() && !isMain) closeRecord(slot, how, error);
  emit({ type: 'thread.end', end: how, ...(error && { error }), ...(isHooked && { hooked: true }) });
  if (isMain) endMain(value, error, status?.exitcode ?? declaredExitcode(), !error && !exit);
}

/** Before the end is reported: from then on the host may name the thread among those that have ended. */
function sendHistory(): void {
  const history = finalHistory();
  if (history.length > 0) sendToHost({ is: 'history', ident: words[slot + Slot.IDENT] as number, history });
  const account = reportLocks();
  if (account !== undefined) sendToHost({ is: 'locks', account });
}

/** Makes the call now, and returns a function that returns its value or throws what it threw. */
function attempt<T>(call: () => T): () => T {
  try {
    const value = call();
    return () => value;
  } catch (thrown) {
    return () => {
      throw thrown;
    };
  }
}

function locate(namespace: Loaded, job: Job, isMain: boolean): Function {
  if (namespace instanceof ImportFailure) throw namespace.error;
  if (namespace === nowhere) return nowhere.nothing;
  const target = findExport(namespace, job);
  if (!target) throw new TypeError(notExported(calledBy(job), job.url, runs(job), job.fields !== undefined));
  // If the program was given as its module's URL, its main has not been checked before.
  if (isMain) refuseAsync(target);
  return target;
}

function promised(job: Job): string {
  return `${job.path.at(-1)} returned a promise: what a ${runs(job)} runs is not async, it blocks (\`sleep(1)\`, not \`await\`)`;
}

function runs({ isProcess }: Job): Runs {
  return isProcess ? 'process' : 'thread';
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
