/** The exit codes, one per cause. If several apply, the first in the order of `docs/exit-codes.md` counts. */
export const ExitCode = {
  /** Everything went as declared. A race or a hang that a demo exists to show is not a failure. */
  ok: 0,
  /** A run ended in a way its demo forbids: a broken primitive, or an end that fits no declared outcome. */
  forbidden: 1,
  /** The command itself is wrong: an unknown demo, a wrong option, a file that cannot be loaded. */
  usage: 2,
  /** `--expect` named an outcome, and a run had another. */
  unexpected: 3,
  /** pyconc itself is broken. */
  internal: 70,
  /** A run took longer than `--timeout`. */
  timeout: 124,
  /** Stopped by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
  /** Stopped by SIGTERM (128 + SIGTERM). */
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
