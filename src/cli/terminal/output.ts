/** stdout carries the command's output only; anything else that is written to it goes to stderr. */

export interface Output {
  write(text: string): void;
  /** Settles when everything written has left the process, or has failed to. */
  flush(): Promise<void>;
  /** Aborted when the reader has closed stdout. */
  readonly closed: AbortSignal;
  /** Why stdout cannot be written to, unless the reader has closed it. */
  readonly failure: Error | undefined;
}

/**
 * Claims stdout for the rest of the process.
 *
 * The host evaluates a demo's module too, and what the module prints while it loads must not land in a JSON document.
 */
export function claimStdout(): Output {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  const closing = new AbortController();
  let failure: Error | undefined;

  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failure ??= error;
    closing.abort();
  });
  stderr.on('error', () => {});
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;

  return {
    write(text) {
      if (!closing.signal.aborted) write(text);
    },
    flush: () => new Promise((resolve) => write('', () => resolve())),
    closed: closing.signal,
    get failure() {
      return failure;
    },
  };
}
