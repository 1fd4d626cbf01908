import { plainText } from '../render/plain-text.js';
import { type Refusal, refusalFor, refusals } from '../render/refusals.js';
import { UserError } from '../session/user-error.js';
import { commandName } from './command-name.js';
import { ExitCode } from './exit-codes.js';

/** Prints on stderr what went wrong, and returns its exit code. */
export function reportError(error: unknown): ExitCode {
  const refusal = refusalOf(error);
  if (refusal !== undefined) {
    warn(...refusal);
    return ExitCode.usage;
  }
  warn(...refusals.fault(stackOf(error)));
  return ExitCode.internal;
}

/**
 * Reports an uncaught error and returns its exit code. Not every such error is ours: the host also evaluates demo modules,
 * which may leave timers and promises behind.
 */
export async function reportUncaught(error: unknown): Promise<ExitCode> {
  const place = error instanceof Error ? await placeOfUser(error) : undefined;
  if (place === undefined) return reportError(error);
  warn(...refusals.uncaught(String(error), place));
  return ExitCode.usage;
}

/** The place in the user's own code that threw the error; undefined if other code threw it. */
async function placeOfUser({ stack = '' }: Error): Promise<string | undefined> {
  const { throwingFrame } = await import('../runtime/source/stack.js');
  return throwingFrame(stack) ?? undefined;
}

/** The message for an error that the user can fix; undefined for any other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  return error instanceof UserError ? refusalFor(error.fault, commandName()) : undefined;
}

/** Prints a sentence on stderr, and perhaps a hint. Both may contain text from a user's program, so they are made safe. */
export function warn(message: string, hint?: string): void {
  process.stderr.write(plainText(`pyconc: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`));
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
