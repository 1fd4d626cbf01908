import type { RunResult } from '../../session/run-result.js';
import { ExitCode } from '../exit-codes.js';

/** The exit code for the results of all runs. How the command itself was stopped is judged elsewhere. */
export function verdictOf(runs: readonly RunResult[], expected: string | undefined): ExitCode {
  // A timeout that its demo declares as an outcome is judged like any other.
  if (runs.some(({ reason, outcome }) => reason === 'timeout' && outcome === null)) return ExitCode.timeout;
  if (runs.some(isForbidden)) return ExitCode.forbidden;
  if (missed(runs, expected).length > 0) return ExitCode.unexpected;
  return ExitCode.ok;
}

/** The runs that did not have the expected outcome. */
export function missed(runs: readonly RunResult[], expected: string | undefined): RunResult[] {
  if (expected === undefined) return [];
  return runs.filter(({ outcome }) => outcome?.name !== expected);
}

/** A program without declared outcomes need only complete. */
function isForbidden({ outcome, reason }: RunResult): boolean {
  if (outcome !== null) return outcome.grade === 'forbidden';
  return reason === 'hung' || reason === 'failed';
}
