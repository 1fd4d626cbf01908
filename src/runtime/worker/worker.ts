/** The life of a worker: park, take a job, import what it needs, run it, park again. */
import { readlinkSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import type { ErrorFacts } from '../../events/facts.js';
import { findExport, loadedModule, loadModule } from '../functions/function-ref.js';
import { installHooks } from '../kernel/hooks.js';
import { park, signOff } from '../kernel/park.js';
import { controllerOf } from '../kernel/step.js';
import { notifyUncounted } from '../kernel/wake.js';
import type { SlotAddress } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { store } from '../memory/atomics.js';
import { Control, Slot } from '../memory/map.js';
import { decode } from '../objects/codec.js';
import { beginHistory, reportHistory } from '../objects/history.js';
import { readItem, unpack } from '../objects/items.js';
import { reportAtWorst, reportLocks } from '../objects/lock-account.js';
import { stackHere } from '../source/call-stack.js';
import type { ModulesNames } from '../source/module-variables.js';
import { userFrame } from '../source/stack.js';
import { captureOutput } from '../threads/captured-output.js';
import { CheckResult, type Job } from '../threads/job.js';
import { finishThread } from '../threads/launch.js';
import { type Copy, questionOfHost, sendToHost } from '../threads/port.js';
import { endWorkerNow, replaceExit } from '../threads/process-exit.js';
import { loadWanted } from '../threads/shared-function.js';
import { beginWatch } from '../tracing/race-log.js';
import { aroundSleep } from '../tracing/waits.js';
import { readCopies } from './copies.js';
import { hasBegunWork, watchLeftovers } from './leftovers.js';
import { type ForProcesses, failMain, isMainOfChild, setProcesses } from './main-end.js';
import { end, ImportFailure, type Loaded, nowhere, type Runner, runTarget } from './target-run.js';
import { catchUncaught, exitOutsideOfTarget, settle } from './uncaught.js';

/** Calls the program's own hook for an exception that ended the thread; true if the program has one. */
export type FailureHook = (thrown: unknown, error: ErrorFacts) => Promise<boolean>;

/** Never returns: the worker ends when its host ends it. */
export async function work(run: Runner, hook: FailureHook, forProcesses: ForProcesses): Promise<never> {
  setProcesses(forProcesses);
  // Removes this worker's own file: the host's arguments follow, of which the first is the program's file.
  process.argv.splice(1, 1);
  captureOutput();
  replaceExit(exitOutsideOfTarget);
  watchLeftovers();
  catchUncaught();
  installHooks({
    aroundSleep,
    report,
    onAllAsleep: () => sendToHost({ is: 'idle' }),
  });
  store(slot + Slot.NATIVE_ID, nativeId());
  notifyUncounted(slot + Slot.NATIVE_ID);
  for (let isFirst = true; ; isFirst = false) {
    park(!isFirst);
    controllerOf()?.awaitBeginning();
    // Before anything is loaded: a module's operations on values are its thread's.
    beginHistory();
    beginWatch();
    let job = unpack(readItem(slot + Slot.WORK)) as Job;
    if (job.copiesOf) {
      reportCopies(job.copiesOf);
      continue;
    }
    const atWorst = reportAtWorst();
    if (atWorst !== undefined) sendToHost({ is: 'locks', account: atWorst });
    if (isMainOfChild()) forProcesses.takeProcessSignals(failMain);
    // Only a thread of the program can decode what another process has encoded.
    if (job.packed) job = { ...job, ...(decode(job.packed) as Pick<Job, 'args'>) };
    // Await nothing without need: short threads would feel it.
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
      if (course.error) controllerOf()?.noteEnd();
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

/** The thread was interrupted: it tells what the host asks, or else where it is. */
function report(): void {
  const modules = questionOfHost();
  if (modules) {
    reportCopies(modules);
    return;
  }
  const at = userFrame(stackHere(DEEP).stack);
  const account = reportLocks();
  // The place comes last: the host waits for it.
  if (account !== undefined) sendToHost({ is: 'locks', account });
  sendToHost({ is: 'place', slot, at, history: reportHistory() });
}

/** Deep in a sleep there are many frames of this package. */
const DEEP = 30;

/** Whatever a program's variables hold, the worker lives on. */
function reportCopies(modules: ModulesNames): void {
  let copies: readonly Copy[] = [];
  try {
    copies = readCopies(modules);
  } catch {}
  sendToHost({ is: 'copies', copies });
}

function answerCheck(asker: SlotAddress, namespace: Loaded, job: Job): void {
  const isThere = !(namespace instanceof ImportFailure) && findExport(namespace, job) !== undefined;
  store(asker + Slot.REPLY, isThere ? CheckResult.FOUND : CheckResult.MISSING);
  notifyUncounted(asker + Slot.REPLY);
}

/** The operating system's id of the calling thread; where the system does not tell it, Node's. */
function nativeId(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').pop());
  } catch {
    return threadId;
  }
}
