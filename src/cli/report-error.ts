import { misuseSaid, refusals, type Said } from '../render/refusals.js';
import { MisuseError } from '../session/misuse.js';
import { ExitCode } from './exit-codes.js';
import { UsageError } from './usage-error.js';

/** Says on stderr what went wrong and returns the exit code for it. */
export function reportError(error: unknown): ExitCode {
  const said = refusalOf(error);
  if (said !== undefined) {
    warn(...said);
    return ExitCode.usage;
  }
  warn(...refusals.fault(stackOf(error)));
  return ExitCode.internal;
}

/** What is said of an error that the person at the keyboard can put right; undefined for any other. */
export function refusalOf(error: unknown): Said | undefined {
  if (error instanceof MisuseError) return misuseSaid(error.misuse);
  return error instanceof UsageError ? [error.message, error.hint] : undefined;
}

/** A sentence on stderr, and perhaps what to do about it. */
export function warn(message: string, hint?: string): void {
  process.stderr.write(`pyconc: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
