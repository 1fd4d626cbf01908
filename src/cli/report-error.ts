import { plainText } from '../render/plain-text.js';
import { misuseSaid, refusals, type Said } from '../render/refusals.js';
import { MisuseError } from '../session/misuse.js';
import { commandName } from './command-name.js';
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

/**
 * Says what nobody has caught, and returns the exit code for it: not every such error is ours, for the host evaluates a
 * demo's module as well, with the timers and promises that it may leave behind.
 */
export async function reportUncaught(error: unknown): Promise<ExitCode> {
  const place = error instanceof Error ? await placeOfUser(error) : undefined;
  if (place === undefined) return reportError(error);
  warn(...refusals.uncaught(String(error), place));
  return ExitCode.usage;
}

/** Where a user's own code threw the error; undefined if it was thrown by anybody else's. */
async function placeOfUser({ stack = '' }: Error): Promise<string | undefined> {
  const { throwingFrame } = await import('../runtime/source/stack.js');
  return throwingFrame(stack) ?? undefined;
}

/** What is said of an error that the person at the keyboard can put right; undefined for any other. */
export function refusalOf(error: unknown): Said | undefined {
  if (error instanceof MisuseError) return misuseSaid(error.misuse, commandName());
  return error instanceof UsageError ? [error.message, error.hint] : undefined;
}

/** A sentence on stderr, and perhaps what to do about it. A user's program may have had a say in both. */
export function warn(message: string, hint?: string): void {
  process.stderr.write(plainText(`pyconc: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`));
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
