/** What happens when an exception ends a thread: Python's `threading.excepthook`. */
import type { ErrorFacts } from '../events/facts.js';
import { SystemExit } from '../runtime/errors.js';
import { self } from '../runtime/kernel/self.js';
import { stepHook } from '../runtime/kernel/step.js';
import type { BlockAddress } from '../runtime/memory/address.js';
import { words } from '../runtime/memory/arena.js';
import { exchange } from '../runtime/memory/atomics.js';
import { storeText } from '../runtime/memory/heap.js';
import { Control } from '../runtime/memory/map.js';
import { describeError } from '../runtime/source/error-facts.js';
import { emit } from '../runtime/threads/emit.js';
import { inTarget } from '../runtime/threads/process-exit.js';
import { functionText, loadFunction } from '../runtime/threads/shared-function.js';
import { currentThread } from './current-thread.js';
import type { Thread } from './thread.js';

/** What a hook is given. Python: `threading.ExceptHookArgs`. */
export interface ExceptHookArgs {
  /** Name of the error's class. */
  readonly excType: string;
  /** What was thrown. */
  readonly excValue: unknown;
  /** The stack, as text. */
  readonly excTraceback: string;
  /** The thread that ends. */
  readonly thread: Thread;
}

/**
 * Sets an exported function that is called with each uncaught exception, in the thread that the exception ends, instead
 * of the report on stderr; undefined restores the report. The thread still ends, and the run's `reason` is `failed`.
 * Throws TypeError for a function that is async or not exported, MemoryError if the arena is full, RuntimeError outside
 * a run.
 *
 * Python: `threading.excepthook = function`.
 */
export function setExcepthook(hook: ((args: ExceptHookArgs) => void) | undefined): void {
  self();
  stepHook();
  // The old one's block is not used again: a thread that fails just now may be reading it.
  exchange(Control.EXCEPTHOOK, hook ? storeText(functionText(hook)) : 0);
}

/** Calls the hook for an exception that ended the calling thread. False if it failed itself: then that is in the log. */
export async function callExcepthook(thrown: unknown, { type, stack }: ErrorFacts): Promise<boolean> {
  try {
    const hook = await loadFunction(words[Control.EXCEPTHOOK] as BlockAddress);
    inTarget(() => hook({ excType: type, excValue: thrown, excTraceback: stack, thread: currentThread() }));
    return true;
  } catch (failure) {
    // The thread is about to end, anyway.
    if (failure instanceof SystemExit) return true;
    emit({
      type: 'log',
      text: `Exception in threading.excepthook:\n${describeError(failure).stack}`,
      stream: 'stderr',
    });
    return false;
  }
}
