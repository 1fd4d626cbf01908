/** The life of a worker: park, take a job, import what it needs, run it, park again. */
import { readlinkSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import type { ErrorFacts } from '../../events/run-event.js';
import { threadLabel } from '../../events/thread-label.js';
import { SystemExit } from '../errors.js';
import { calledBy, findExport, loadedModule, loadModule, notExported, type Runs } from '../functions/function-ref.js';
import { isPastRun } from '../functions/main-guard.js';
import { installHooks } from '../kernel/hooks.js';
import { identity, mainIdent } from '../kernel/identity.js';
import { park, signOff } from '../kernel/park.js';
import { begin } from '../kernel/pause.js';
import { isUnwinding } from '../kernel/unwind.js';
import { notifyUncounted } from '../kernel/wake.js';
import { Control, Slot, slot, words } from '../memory/arena.js';
import { store } from '../memory/atomics.js';
import { decode, encode } from '../objects/codec.js';
import { readItem, unpack } from '../objects/items.js';
import { describeError } from '../source/error-facts.js';
import { userFrame, userStack } from '../source/stack.js';
import { captureOutput, flushOutput } from '../threads/captured-output.js';
import { emit } from '../threads/emit.js';
import { callExitHandlers } from '../threads/exit-handlers.js';
import { tellHost } from '../threads/port.js';
import { declaredExitcode, endWorkerNow, exitStatus, inTarget, replaceExit } from '../threads/process-exit.js';
import { seedRandom } from '../threads/random.js';
import { loadWanted } from '../threads/shared-function.js';
import { arrive } from '../threads/start-line.js';
import { refuseAsync } from '../threads/target.js';
import { closeRecord, isRecording, recordRun } from '../threads/thread-records.js';
import { CheckResult, endMainCode, finishThread, type Job, joinOthers } from '../threads/threads.js';
import { beginWatch } from '../tracing/race-log.js';
import { aroundSleep } from '../tracing/waits.js';
import { hasBegunWork, settleWork, watchLeftovers } from './leftovers.js';
import { explained } from './load-failure.js';

/** Runs a target with its arguments, in the way of whoever started it. */
export type Runner = (target: Function, job: Job) => unknown;

/** Tells the program's own hook of an exception that ended the thread, if it has one: true if so. */
export type FailureHook = (thrown: unknown, error: ErrorFacts) => Promise<boolean>;

/** What MainThread does about other processes. */
export interface ForProcesses {
  /** Ends the daemon processes that the caller's process has started, and waits for the others. */
  endChildren(): void;
  /** In a child process: MainThread's handlers are the process's. `fail` is told what a handler has thrown. */
  takeProcessSignals(fail: (thrown: unknown) => never): void;
}

let processes: ForProcesses;

/** Never returns: the worker ends when its host ends it. */
export async function work(run: Runner, hook: FailureHook, forProcesses: ForProcesses): Promise<never> {
  processes = forProcesses;
  // Of the program's arguments, the host's, the first is its file: not this one.
  process.argv.splice(1, 1);
  captureOutput();
  replaceExit(exitOutsideOfTarget);
  watchLeftovers();
  catchUncaught();
  installHooks({
    aroundSleep,
    report: () => tellHost({ is: 'place', slot, at: userFrame(new Error().stack) }),
    onAllAsleep: () => tellHost({ is: 'idle' }),
  });
  store(slot + Slot.NATIVE_ID, nativeId());
  notifyUncounted(slot + Slot.NATIVE_ID);
  for (let isFirst = true; ; isFirst = false) {
    park(!isFirst);
    // Before anything is loaded: what a module does to values its thread does.
    beginWatch();
    let job = unpack(readItem(slot + Slot.WORK)) as Job;
    if (isMainOfChild()) processes.takeProcessSignals(failMain);
    // What another process has encoded, only a thread of the program can decode.
    if (job.packed) job = { ...job, ...(decode(job.packed) as Pick<Job, 'args'>) };
    // Nothing is awaited that need not be: short threads would feel it.
    const loading = loadWanted();
    if (loading) await loading.catch(() => {});
    if (job.inner && !loadedModule(job.inner.url)) await loadModule(job.inner.url).catch(() => {});
    const namespace =
      job.url === ''
        ? nowhere
        : (loadedModule(job.url) ?? (await loadModule(job.url).catch((error) => new ImportFailure(error))));
    let isReusable = true;
    if (job.checkFor !== undefined) answerCheck(job.checkFor, namespace, job);
    else {
      const course = runTarget(namespace, job, run);
      if (hasBegunWork()) isReusable = await settle(course);
      if (course.error && words[Control.EXCEPTHOOK] !== 0 && !course.isUnwound) {
        course.isHooked = await hook(course.thrown, course.error);
        if (hasBegunWork()) isReusable = (await settle(course)) && isReusable;
      }
      end(course);
    }
    finishThread(isReusable);
    if (isReusable) continue;
    signOff();
    endWorkerNow(0);
  }
}

/** Where a thread without a target finds what it does. */
const nowhere = { nothing: () => {} };

class ImportFailure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = explained(error);
  }
}

type Loaded = Readonly<Record<string, unknown>> | ImportFailure;

/** How a thread's target ended. */
interface Course {
  readonly isMain: boolean;
  value: unknown;
  /** What it threw, and that as facts. */
  thrown: unknown;
  error: ErrorFacts | undefined;
  isHooked: boolean;
  /** Set where it left by SystemExit. */
  exit: SystemExit | undefined;
  isAsync: boolean;
  /** True if it was made to leave: nothing is told of it. */
  isUnwound: boolean;
}

function runTarget(namespace: Loaded, job: Job, run: Runner): Course {
  seedRandom(words[slot + Slot.STREAM] as number);
  const isMain = words[slot + Slot.IDENT] === mainIdent();
  // A worker is one thread after another.
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
  // As late as can be: what lies between this and the target takes each thread a different time.
  arrive();
  if (isRecording() && !isMain) recordRun();
  begin(slot + Slot.BEGINNING);
  if (isMain && words[Control.PROCESS] !== 0) tellHost({ is: 'begun' });
  try {
    const target = located();
    course.value = inTarget(() => run(target, job));
    course.isAsync = isThenable(course.value);
    if (course.isAsync) throw new TypeError(promised(job));
  } catch (thrown) {
    // Whatever it threw on its way out: the trial that it belonged to has been judged.
    course.isUnwound = isUnwinding();
    if (!course.isUnwound) takeThrown(course, thrown);
  }
  return course;
}

function takeThrown(course: Course, thrown: unknown): void {
  if (thrown instanceof SystemExit) course.exit ??= thrown;
  else if (course.error === undefined) Object.assign(course, { thrown, error: describeError(thrown) });
  else {
    const { stack, type, message } = describeError(thrown);
    emit({ type: 'log', text: `Uncaught: ${stack || `${type}: ${message}`}`, stream: 'stderr' });
  }
}

/** Sees to what the target has left to the event loop; true if the worker can go on, and nothing of that with it. */
async function settle(course: Course): Promise<boolean> {
  uncaught = [];
  const left = await settleWork();
  for (const thrown of uncaught) takeThrown(course, thrown);
  uncaught = undefined;
  if (left === undefined) return true;
  const { kinds, at, mayGoOn } = left;
  // A target that returns a promise has failed for that.
  if (course.isAsync) return !mayGoOn;
  const { name, process } = identity();
  const message = `${threadLabel({ thread: name, process })} left ${kinds.join(', ')} behind${at === null ? '' : ` (${at})`}: a thread is over when its target returns, and what it leaves to an event loop is never done`;
  emit({ type: 'warning', code: 'left-behind', message, at });
  return !mayGoOn;
}

/** Says that the thread is over, and how. */
function end({ isMain, value, error, isHooked, exit }: Course): void {
  flushOutput();
  const status = exit && exitStatus(exit.code);
  if (isMain && status?.text !== undefined) emit({ type: 'log', text: status.text, stream: 'stderr' });
  words[slot + Slot.SAID_END] = 1;
  const how = error ? 'exception' : exit ? 'exit' : 'returned';
  if (isRecording() && !isMain) closeRecord(slot, how, error);
  emit({ type: 'thread.end', end: how, ...(error && { error }), ...(isHooked && { hooked: true }) });
  if (isMain) endMain(value, error, status?.exitcode ?? declaredExitcode(), !error && !exit);
}

/** What the call comes to, to be had later: its value, or what it threw. */
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
  // Where a program is told by its module's URL, nobody has seen its main before.
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

/** Python's `main` is over when the threads and the processes that it started are. */
function endMain(
  value: unknown,
  error: ErrorFacts | undefined,
  exitcode: number | undefined,
  isReturned: boolean,
): void {
  endMainCode();
  joinOthers();
  processes.endChildren();
  if (isMainOfChild()) {
    // What a process returns nobody gets.
    tellHost({ is: 'main-ended', error, exitcode: leaveProcess(error ? 1 : exitcode, isReturned) });
    return;
  }
  if (error) {
    tellHost({ is: 'main-ended', error });
    return;
  }
  try {
    tellHost({
      is: 'main-ended',
      value: encode(value, 'what main() returned'),
      ...(exitcode !== undefined && { exitcode }),
    });
  } catch (uncloneable) {
    tellHost({ is: 'main-ended', error: describeError(uncloneable) });
  }
}

function answerCheck(asker: number, namespace: Loaded, job: Job): void {
  const isThere = !(namespace instanceof ImportFailure) && findExport(namespace, job) !== undefined;
  store(asker + Slot.REPLY, isThere ? CheckResult.FOUND : CheckResult.MISSING);
  notifyUncounted(asker + Slot.REPLY);
}

/** Errors that nobody could catch, while those of the thread that has just run are collected. */
let uncaught: unknown[] | undefined;

/** What is thrown in a microtask or a timer, and a promise that is rejected, is the thread's own failure. */
function catchUncaught(): void {
  const take = (thrown: unknown) => {
    if (uncaught) uncaught.push(thrown);
    // What follows the program's call of `run` is the program's own.
    else if (!isPastRun()) endThread('exception', describeError(thrown));
  };
  process.on('uncaughtException', take);
  process.on('unhandledRejection', take);
}

/** `process.exit` where no target runs ends the worker: said in its thread's last event. */
function exitOutsideOfTarget(code: unknown): void {
  // A program that ends itself after its `await run(main)` means itself, not each of its threads.
  if (isPastRun()) return;
  if (isMainOfChild()) endProcess(exitStatus(code));
  const message = `process.exit(${code ?? ''}) was called: it ends the thread that calls it, and nothing else of it runs`;
  endThread('exit', { type: 'SystemExit', message, stack: userStack(new Error(message).stack ?? '') });
}

/** The thread is over here and now, and its worker with it. */
function endThread(how: 'exception' | 'exit', error: ErrorFacts): never {
  flushOutput();
  words[slot + Slot.SAID_END] = 1;
  const ident = words[slot + Slot.IDENT];
  // A check of a target is no thread.
  if (ident !== 0) emit({ type: 'thread.end', end: how, error });
  if (ident !== 0 && ident !== mainIdent() && isRecording()) closeRecord(slot, how, error);
  return endWorkerNow(1);
}

function isMainOfChild(): boolean {
  return words[Control.PROCESS] !== 0 && words[slot + Slot.IDENT] === mainIdent();
}

/** As Python's `sys.exit` where a new process runs no target: what it has started is awaited first. */
function endProcess({ exitcode, text }: ReturnType<typeof exitStatus>): never {
  flushOutput();
  if (text !== undefined) emit({ type: 'log', text, stream: 'stderr' });
  // It may have been said: an exit handler calls `process.exit`, or a signal handler while the others are awaited.
  if (words[slot + Slot.SAID_END] === 0) emit({ type: 'thread.end', end: 'exit' });
  words[slot + Slot.SAID_END] = 1;
  endMainCode();
  joinOthers();
  processes.endChildren();
  tellHost({ is: 'main-ended', exitcode: leaveProcess(exitcode, false) });
  return endWorkerNow(exitcode);
}

/** Calls the exit handlers; answers the exit code as the system takes it. */
function leaveProcess(code: number | undefined, isReturned: boolean): number {
  const exitcode = callExitHandlers(code ?? 0, isReturned) & 255;
  flushOutput();
  return exitcode;
}

/** A signal handler of a child's MainThread has thrown: as an exception that nobody catches, wherever the thread is. */
function failMain(thrown: unknown): never {
  if (thrown instanceof SystemExit) return endProcess(exitStatus(thrown.code));
  const error = describeError(thrown);
  flushOutput();
  if (words[slot + Slot.SAID_END] === 0) emit({ type: 'thread.end', end: 'exception', error });
  words[slot + Slot.SAID_END] = 1;
  endMain(undefined, error, undefined, false);
  return endWorkerNow(1);
}

/** The operating system's id of the calling thread, where it can be asked for. */
function nativeId(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').pop());
  } catch {
    return threadId;
  }
}
