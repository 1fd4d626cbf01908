/** Gives up signals and the keyboard while an author's code keeps the host busy, so that a signal ends the process as usual. */
import { closeSync } from 'node:fs';
import type { Reins } from '../../session/foreign-code.js';
import { reportError } from '../report-error.js';

/** `tidy` removes what a process must not leave on the screen when it ends abruptly. */
export function reinsOfTerminal(tidy: () => void): Reins {
  const { stdin, stderr } = process;
  let listeners: [NodeJS.Signals, NodeJS.SignalsListener[]][] | undefined;
  let wasRaw = false;
  return {
    drop() {
      if (listeners !== undefined) return;
      tidy();
      listeners = SIGNALS.map((signal) => [signal, process.rawListeners(signal) as NodeJS.SignalsListener[]]);
      // Remove all listeners, also those of libraries that hide the cursor: the system acts on a signal only if there are none.
      for (const signal of SIGNALS) process.removeAllListeners(signal);
      wasRaw = stdin.isRaw === true;
      if (wasRaw) stdin.setRawMode(false);
    },
    takeUp() {
      if (listeners === undefined) return;
      for (const [signal, taken] of listeners) for (const listener of taken) process.on(signal, listener);
      listeners = undefined;
      if (wasRaw) stdin.setRawMode(true);
    },
    giveUp(error): never {
      tidy();
      const exitCode = reportError(error);
      // The inspector calls this, and Node would print on stderr that it waits for the debugger.
      closeSync(stderr.fd);
      // Not `exit`: the module being loaded may have replaced it, or have listeners.
      return (process as unknown as { reallyExit(code: number): never }).reallyExit(exitCode);
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
