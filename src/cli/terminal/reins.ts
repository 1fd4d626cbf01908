/** Signals and the keyboard while an author's code keeps the host busy: then a signal ends the process, as in any other. */
import { closeSync } from 'node:fs';
import type { Reins } from '../../session/foreign-code.js';
import { reportError } from '../report-error.js';

/** `tidy` takes away what must not be left on the screen by a process that ends in the middle. */
export function reinsOfTerminal(tidy: () => void): Reins {
  const { stdin, stderr } = process;
  let listeners: [NodeJS.Signals, NodeJS.SignalsListener[]][] | undefined;
  let wasRaw = false;
  return {
    drop() {
      if (listeners !== undefined) return;
      tidy();
      listeners = SIGNALS.map((signal) => [signal, process.rawListeners(signal) as NodeJS.SignalsListener[]]);
      // All of them, for libraries that hide the cursor listen, too: without any the system has its way.
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
      // Node would add there that it waits for a debugger, which is who called this.
      closeSync(stderr.fd);
      // Not `exit`: what is being loaded may have changed that, and has listeners.
      return (process as unknown as { reallyExit(code: number): never }).reallyExit(exitCode);
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
