/** stdout belongs to the command's product; whoever else writes to it is sent to stderr. */

export interface Output {
  write(text: string): void;
  /** Settles when all that was written has gone out, or cannot. */
  flush(): Promise<void>;
  /** Aborted when nobody reads any more. */
  readonly closed: AbortSignal;
  /** Why stdout cannot be written to, other than that nobody reads. */
  readonly failure: Error | undefined;
}

/**
 * Claims stdout for the rest of the process.
 *
 * The host evaluates a demo's module too, so what that prints while it is loaded would land in the middle of a JSON
 * document.
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
