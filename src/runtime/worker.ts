/** The life of a worker: park, take a job, import what it needs, run it, park again. */
import { readlinkSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import type { ErrorFacts } from '../events/run-event.js';
import { Control, Slot, slot, words } from './arena.js';
import { decode, encode } from './codec.js';
import { emit } from './emit.js';
import { describeError } from './error-facts.js';
import { mainIdent } from './identity.js';
import { readItem, unpack } from './items.js';
import { begin, isUnwinding, park, rouse, setReport, store } from './kernel.js';
import { findExport, loadedModule, loadModule, notExported } from './modules.js';
import { isPastRun } from './own-program.js';
import { tellHost } from './port.js';
import { endChildren } from './processes.js';
import { seedRandom } from './random.js';
import { loadWanted } from './shared-function.js';
import { userFrame, userStack } from './stack.js';
import { arrive } from './start-line.js';
import { captureOutput, flushOutput } from './stray-output.js';
import { isRecording, recordEnd, recordRun } from './thread-records.js';
import { Answer, type Job, joinOthers, retire } from './threads.js';
import { tellWaits } from './waits.js';

/** Runs a target with its arguments, in the way of whoever started it. */
export type Runner = (target: Function, job: Job) => unknown;

/** Tells the program's own hook of an exception that ended the thread, if it has one: true if so. */
export type FailureHook = (thrown: unknown, error: ErrorFacts) => Promise<boolean>;

/** Never returns: the worker ends when its host ends it. */
export async function work(run: Runner, hook: FailureHook): Promise<never> {
  captureOutput();
  endThreadOnExit();
  tellWaits();
  setReport(() => tellHost({ is: 'place', slot, at: userFrame(new Error().stack) }));
  store(slot + Slot.NATIVE_ID, nativeId());
  rouse(slot + Slot.NATIVE_ID);
  for (let isFirst = true; ; isFirst = false) {
    park(!isFirst);
    let job = unpack(readItem(slot + Slot.WORK)) as Job;
    // What another process has encoded, only a thread of the program can decode.
    if (job.packed) job = { ...job, ...(decode(job.packed) as Pick<Job, 'args'>) };
    await loadWanted().catch(() => {});
    if (job.inner && !loadedModule(job.inner.url)) await loadModule(job.inner.url).catch(() => {});
    const namespace =
      job.url === ''
        ? nowhere
        : (loadedModule(job.url) ?? (await loadModule(job.url).catch((error) => new ImportFailure(error))));
    if (job.checkFor !== undefined) answerCheck(job.checkFor, namespace, job);
    else await runThread(namespace, job, run, hook);
    retire();
  }
}

/** Where a thread without a target finds what it does. */
const nowhere = { nothing: () => {} };

class ImportFailure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

type Loaded = Readonly<Record<string, unknown>> | ImportFailure;

async function runThread(namespace: Loaded, job: Job, run: Runner, hook: FailureHook): Promise<void> {
  seedRandom(words[slot + Slot.STREAM] as number);
  const isMain = words[slot + Slot.IDENT] === mainIdent();
  const isRecorded = isRecording() && !isMain;
  const located = attempt(() => locate(namespace, job));
  // As late as can be: what lies between this and the target takes each thread a different time.
  arrive();
  if (isRecorded) recordRun();
  begin(slot + Slot.BEGINNING);
  if (isMain && words[Control.PROCESS] !== 0) tellHost({ is: 'begun' });
  let value: unknown;
  let error: ErrorFacts | undefined;
  let isHooked = false;
  try {
    value = run(located(), job);
    if (isThenable(value)) throw new TypeError(promised(job));
  } catch (thrown) {
    // Whatever it threw on its way out: the run that it belonged to has been judged.
    if (isUnwinding()) return;
    error = describeError(thrown);
    isHooked = words[Control.EXCEPTHOOK] !== 0 && (await hook(thrown, error));
  }
  flushOutput();
  words[slot + Slot.SAID_END] = 1;
  if (isRecorded) recordEnd(error ? 'exception' : 'returned', error);
  emit(
    error
      ? { type: 'thread.end', end: 'exception', error, ...(isHooked && { hooked: true }) }
      : { type: 'thread.end', end: 'returned' },
  );
  if (isMain) endMain(value, error);
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

function locate(namespace: Loaded, job: Job): Function {
  if (namespace instanceof ImportFailure) throw namespace.error;
  if (namespace === nowhere) return nowhere.nothing;
  const target = findExport(namespace, job);
  if (!target) throw new TypeError(notExported(job.path.join('.'), job.url));
  return target;
}

function promised(job: Job): string {
  return `${job.path.at(-1)} returned a promise: what a thread runs is not async, it blocks (\`sleep(1)\`, not \`await\`)`;
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** Python's `main` is over when the threads and the processes that it started are. */
function endMain(value: unknown, error: ErrorFacts | undefined): void {
  joinOthers();
  endChildren();
  if (error) {
    tellHost({ is: 'main-ended', error });
    return;
  }
  try {
    tellHost({ is: 'main-ended', value: encode(value, 'what main() returned') });
  } catch (uncloneable) {
    tellHost({ is: 'main-ended', error: describeError(uncloneable) });
  }
}

function answerCheck(asker: number, namespace: Loaded, job: Job): void {
  const isThere = !(namespace instanceof ImportFailure) && findExport(namespace, job) !== undefined;
  store(asker + Slot.ANSWER, isThere ? Answer.FOUND : Answer.MISSING);
  rouse(asker + Slot.ANSWER);
}

/** `process.exit` ends the thread that calls it: said in its last event, since the worker does not live to say more. */
function endThreadOnExit(): void {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    // A program that ends itself after its `await run(main)` means itself, not each of its threads.
    if (isPastRun()) return undefined as never;
    flushOutput();
    if (isMainOfChild()) return endProcess(code, exit);
    const message = `process.exit(${code ?? ''}) was called: it ends the thread that calls it, and nothing else of it runs`;
    emit({
      type: 'thread.end',
      end: 'exit',
      error: { type: 'SystemExit', message, stack: userStack(new Error(message).stack ?? '') },
    });
    if (isRecording()) recordEnd('exit');
    words[slot + Slot.SAID_END] = 1;
    return exit(code);
  };
}

function isMainOfChild(): boolean {
  return words[Control.PROCESS] !== 0 && words[slot + Slot.IDENT] === mainIdent();
}

/** As Python's `sys.exit` in the main thread of a process: what it has started is awaited first. */
function endProcess(code: number | string | null | undefined, exit: (code: never) => never): never {
  const exitcode = Number(code ?? 0);
  // Node says what is wrong with it.
  if (!Number.isInteger(exitcode)) return exit(code as never);
  emit({ type: 'thread.end', end: 'exit' });
  words[slot + Slot.SAID_END] = 1;
  joinOthers();
  endChildren();
  tellHost({ is: 'main-ended', exitcode: exitcode & 255 });
  return exit(exitcode as never);
}

/** The operating system's id of the calling thread, where it can be asked for. */
function nativeId(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').pop());
  } catch {
    return threadId;
  }
}
