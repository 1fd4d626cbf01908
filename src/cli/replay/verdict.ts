import type { ReplayReport } from '../../events/replay-report.js';
import { ExitCode } from '../exit-codes.js';

/** The exit code of a replay. How the command itself was stopped is judged elsewhere. */
export function replayVerdict({ outcome, misfit, ending }: ReplayReport): ExitCode {
  if (outcome?.grade === 'forbidden') return ExitCode.forbidden;
  // The schedule says which steps were expected.
  if (misfit !== null) return ExitCode.unexpected;
  return ending === 'complete' || ending === 'deadlock' ? ExitCode.ok : ExitCode.forbidden;
}
