/** The exit codes, one a cause. Where several apply, the first in `docs/exit-codes.md`'s order counts. */
export const ExitCode = {
  /** All went as declared. A race or a hang that a demo is there to show is no failure. */
  ok: 0,
  /** A run ended as its demo forbids: a broken primitive, or an end that no declared outcome fits. */
  forbidden: 1,
  /** The command cannot be carried out as it was given: unknown demo, wrong option, file that cannot be loaded. */
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
