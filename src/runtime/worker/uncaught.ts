/** Errors that no code could catch, and work that a target has left to the event loop. */
import type { ErrorFacts } from '../../events/facts.js';
import { threadLabel } from '../../events/thread-label.js';
import { isPastRun } from '../functions/main-guard.js';
import { identity, mainIdent } from '../kernel/identity.js';
import { slot, words } from '../memory/arena.js';
import { Slot } from '../memory/map.js';
import { describeError } from '../source/error-facts.js';
import { userStack } from '../source/stack.js';
import { flushOutput } from '../threads/captured-output.js';
import { emit } from '../threads/emit.js';
import { endWorkerNow, exitStatus } from '../threads/process-exit.js';
import { closeRecord, isRecording } from '../threads/thread-records.js';
import { settleWork } from './leftovers.js';
import { endProcess, isMainOfChild } from './main-end.js';
import { type Course, takeThrown } from './target-run.js';

/** Settles what the target has left to the event loop; true if the worker can go on, and none of that work with it. */
export async function settle(course: Course): Promise<boolean> {
  uncaught = [];
  const left = await settleWork();
  for (const thrown of uncaught) takeThrown(course, thrown);
  uncaught = undefined;
  if (left === undefined) return true;
  const { kinds, at, mayGoOn } = left;
  // A target that returns a promise has failed because of that.
  if (course.isAsync) return !mayGoOn;
  const { name, process } = identity();
  const message = `${threadLabel({ thread: name, process })} left ${kinds.join(', ')} behind${at === null ? '' : ` (${at})`}: a thread is over when its target returns, and what it leaves to an event loop is never done`;
  emit({ type: 'warning', code: 'left-behind', message, at });
  return !mayGoOn;
}

/** Errors that no code could catch, while those of the thread that has just run are collected. */
let uncaught: unknown[] | undefined;

/** An error thrown in a microtask or a timer, and a promise that is rejected, is the thread's own failure. */
export function catchUncaught(): void {
  const take = (thrown: unknown) => {
    if (uncaught) uncaught.push(thrown);
    // What follows the program's call of `run` is the program's own.
    else if (!isPastRun()) endThread('exception', describeError(thrown));
  };
  process.on('uncaughtException', take);
  process.on('unhandledRejection', take);
}

/** `process.exit` outside of a target ends the worker; its thread's last event says so. */
export function exitOutsideOfTarget(code: unknown): void {
  // A program that ends itself after its `await run(main)` means itself, not each of its threads.
  if (isPastRun()) return;
  if (isMainOfChild()) endProcess(exitStatus(code));
  const message = `process.exit(${code ?? ''}) was called: it ends the thread that calls it, and nothing else of it runs`;
  endThread('exit', { type: 'SystemExit', message, stack: userStack(new Error(message).stack ?? '') });
}

/** Ends the thread here and now, and its worker with it. */
function endThread(how: 'exception' | 'exit', error: ErrorFacts): never {
  flushOutput();
  words[slot + Slot.END_EMITTED] = 1;
  const ident = words[slot + Slot.IDENT];
  // A check of a target is not a thread.
  if (ident !== 0) emit({ type: 'thread.end', end: how, error });
  if (ident !== 0 && ident !== mainIdent() && isRecording()) closeRecord(slot, how, error);
  return endWorkerNow(1);
}
