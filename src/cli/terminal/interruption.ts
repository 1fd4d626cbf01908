/** Ctrl-C and SIGTERM: the first stops the run, the second the process. */
import { ExitCode } from '../exit-codes.js';

export interface Interruption {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The exit code that the first signal asks for. */
  readonly exitCode: ExitCode | undefined;
  /** Same as the signal of Ctrl-C, for raw mode, where Ctrl-C arrives as a key. */
  interrupt(): void;
}

export function listenForInterruption(): Interruption {
  const stopping = new AbortController();
  let exitCode: ExitCode | undefined;
  let since = 0;

  const stop = (code: ExitCode) => () => {
    if (exitCode === undefined) {
      exitCode = code;
      since = performance.now();
      stopping.abort();
    } else if (performance.now() - since > ECHO) {
      process.exit(code);
    }
  };
  const interrupt = stop(ExitCode.interrupted);
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', stop(ExitCode.terminated));

  return {
    signal: stopping.signal,
    interrupt,
    get exitCode() {
      return exitCode;
    },
  };
}

/** Milliseconds within which a second signal is the same key press: npx passes on a signal that the terminal also sent us. */
const ECHO = 60;
