/**
 * `process.exit` as Python's `sys.exit`: it throws SystemExit where a target runs, so that `finally`, `with` and `using` do
 * what they are for. Elsewhere (while a module is evaluated, in a timer) nobody could catch it.
 */
import { inspect } from 'node:util';
import { SystemExit } from '../errors.js';

let isInside = false;

/** True while the calling thread runs its target, or its hook: what is thrown then comes to the one who called that. */
export function isInTarget(): boolean {
  return isInside;
}

/** Calls what a thread is there for. */
export function inTarget<T>(call: () => T): T {
  isInside = true;
  try {
    return call();
  } finally {
    isInside = false;
  }
}

/** Node's own, which ends the worker at once. */
export const endWorkerNow: (code?: number) => never = process.exit.bind(process);

/** Has `process.exit` throw SystemExit in targets, and do `otherwise` elsewhere. */
export function replaceExit(otherwise: (code: unknown) => void): void {
  process.exit = ((code?: unknown) => {
    // In Node, `process.exit()` goes by `process.exitCode`.
    if (isInside) throw new SystemExit(code === undefined ? declaredExitcode() : code);
    otherwise(code);
  }) as typeof process.exit;
}

/** What the thread has set `process.exitCode` to; undefined for nothing. */
export function declaredExitcode(): number | undefined {
  // Node takes whole numbers, also as text.
  return process.exitCode === undefined || process.exitCode === null ? undefined : Number(process.exitCode) & 255;
}

/** What a code given to `process.exit` comes to: an exit status from 0 to 255, and what is to be told on stderr. */
export function exitStatus(code: unknown): { readonly exitcode: number; readonly text?: string } {
  if (code === undefined || code === null) return { exitcode: 0 };
  if (Number.isInteger(code)) return { exitcode: Number(BigInt.asUintN(8, BigInt(code as number))) };
  // Python's True and False are numbers.
  if (typeof code === 'boolean') return { exitcode: Number(code) };
  return { exitcode: 1, text: typeof code === 'string' ? code : inspect(code) };
}
