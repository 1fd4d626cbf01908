/** The end of MainThread, and with it of its process. */
import type { ErrorFacts } from '../../events/facts.js';
import { SystemExit } from '../errors.js';
import { mainIdent } from '../kernel/identity.js';
import { slot, words } from '../memory/arena.js';
import { Control, Slot } from '../memory/map.js';
import { encode } from '../objects/codec.js';
import { describeError } from '../source/error-facts.js';
import { flushOutput } from '../threads/captured-output.js';
import { emit } from '../threads/emit.js';
import { callExitHandlers } from '../threads/exit-handlers.js';
import { sendToHost } from '../threads/port.js';
import { endWorkerNow, exitStatus } from '../threads/process-exit.js';
import { endMainCode, joinOthers } from '../threads/threads.js';

/** What MainThread does about other processes. */
export interface ForProcesses {
  /** Ends the daemon processes that the caller's process has started, and waits for its other children. */
  endChildren(): void;
  /** For a child process, where MainThread's handlers are those of the process. `fail` gets what a handler throws. */
  takeProcessSignals(fail: (thrown: unknown) => never): void;
}

let processes: ForProcesses;

/** Sets what MainThread does about other processes. */
export function setProcesses(forProcesses: ForProcesses): void {
  processes = forProcesses;
}

/** As in Python, `main` is over when the threads and processes that it started are. */
export function endMain(
  value: unknown,
  error: ErrorFacts | undefined,
  exitcode: number | undefined,
  isReturned: boolean,
): void {
  endMainCode();
  joinOthers();
  processes.endChildren();
  if (isMainOfChild()) {
    // The parent does not get what a process returns.
    sendToHost({ is: 'main-ended', error, exitcode: leaveProcess(error ? 1 : exitcode, isReturned) });
    return;
  }
  if (error) {
    sendToHost({ is: 'main-ended', error });
    return;
  }
  try {
    sendToHost({
      is: 'main-ended',
      value: encode(value, 'what main() returned'),
      ...(exitcode !== undefined && { exitcode }),
    });
  } catch (uncloneable) {
    sendToHost({ is: 'main-ended', error: describeError(uncloneable) });
  }
}

export function isMainOfChild(): boolean {
  return words[Control.PROCESS] !== 0 && words[slot + Slot.IDENT] === mainIdent();
}

/** Like Python's `sys.exit` where a new process runs no target: it first waits for what the process has started. */
export function endProcess({ exitcode, text }: ReturnType<typeof exitStatus>): never {
  flushOutput();
  if (text !== undefined) emit({ type: 'log', text, stream: 'stderr' });
  // The end may have been reported: an exit handler calls `process.exit`, or a signal handler does while others are awaited.
  if (words[slot + Slot.END_EMITTED] === 0) emit({ type: 'thread.end', end: 'exit' });
  words[slot + Slot.END_EMITTED] = 1;
  endMainCode();
  joinOthers();
  processes.endChildren();
  sendToHost({ is: 'main-ended', exitcode: leaveProcess(exitcode, false) });
  return endWorkerNow(exitcode);
}

/** Calls the exit handlers; returns the exit code as the system takes it. */
function leaveProcess(code: number | undefined, isReturned: boolean): number {
  const exitcode = callExitHandlers(code ?? 0, isReturned) & 255;
  flushOutput();
  return exitcode;
}

/** A signal handler of a child's MainThread has thrown: that ends the thread like an uncaught exception, wherever it is. */
export function failMain(thrown: unknown): never {
  if (thrown instanceof SystemExit) return endProcess(exitStatus(thrown.code));
  const error = describeError(thrown);
  flushOutput();
  if (words[slot + Slot.END_EMITTED] === 0) emit({ type: 'thread.end', end: 'exception', error });
  words[slot + Slot.END_EMITTED] = 1;
  endMain(undefined, error, undefined, false);
  return endWorkerNow(1);
}
