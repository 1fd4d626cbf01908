import type { RunResult } from '../../session/run-result.js';
import { ExitCode } from '../exit-codes.js';

/** The exit code that the results of all runs come to, leaving aside how the command itself was stopped. */
export function verdictOf(runs: readonly RunResult[], expected: string | undefined): ExitCode {
  if (runs.some(({ reason }) => reason === 'timeout')) return ExitCode.timeout;
  if (runs.some(isForbidden)) return ExitCode.forbidden;
  if (missed(runs, expected).length > 0) return ExitCode.unexpected;
  return ExitCode.ok;
}

/** The runs that did not have the outcome that was expected of them. */
export function missed(runs: readonly RunResult[], expected: string | undefined): RunResult[] {
  if (expected === undefined) return [];
  return runs.filter(({ outcome }) => outcome?.name !== expected);
}

/** A program that declares no outcomes is only expected to come to its end. */
function isForbidden({ outcome, reason }: RunResult): boolean {
  if (outcome !== null) return outcome.grade === 'forbidden';
  return reason === 'hung' || reason === 'failed';
}
