import { UsageError } from '../session/usage-error.js';
import { ExitCode } from './exit-codes.js';

/** Says on stderr what went wrong and returns the exit code for it. */
export function reportError(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    warn(error.message, error.hint);
    return ExitCode.usage;
  }
  warn(`this is a fault in pyconc itself: ${stackOf(error)}`, 'Please report it, with the command.');
  return ExitCode.internal;
}

/** A sentence on stderr, and perhaps what to do about it. */
export function warn(message: string, hint?: string): void {
  process.stderr.write(`pyconc: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
