/**
 * `process.exit` as Python's `sys.exit`: it throws SystemExit inside a target, so that `finally`, `with` and `using` still
 * clean up. Elsewhere (while a module is evaluated, in a timer) no caller could catch it.
 */
import { inspect } from 'node:util';
import { SystemExit } from '../errors.js';

let isInside = false;

/** True while the calling thread runs its target, or its hook: the caller of that catches what is thrown. */
export function isInTarget(): boolean {
  return isInside;
}

/** Calls the target of the calling thread, or its hook. */
export function inTarget<T>(call: () => T): T {
  isInside = true;
  try {
    return call();
  } finally {
    isInside = false;
  }
}

/** Node's own `process.exit`, which ends the worker at once. */
export const endWorkerNow: (code?: number) => never = process.exit.bind(process);

/** Makes `process.exit` throw SystemExit in targets, and call `otherwise` elsewhere. */
export function replaceExit(otherwise: (code: unknown) => void): void {
  process.exit = ((code?: unknown) => {
    // As in Node, `process.exit()` without a code uses `process.exitCode`.
    if (isInside) throw new SystemExit(code === undefined ? declaredExitcode() : code);
    otherwise(code);
  }) as typeof process.exit;
}

/** The value to which the thread has set `process.exitCode`; undefined for none. */
export function declaredExitcode(): number | undefined {
  // Node accepts whole numbers, also as text.
  return process.exitCode === undefined || process.exitCode === null ? undefined : Number(process.exitCode) & 255;
}

/** The exit status (0 to 255) that a code given to `process.exit` results in, and the text to print on stderr. */
export function exitStatus(code: unknown): { readonly exitcode: number; readonly text?: string } {
  if (code === undefined || code === null) return { exitcode: 0 };
  if (Number.isInteger(code)) return { exitcode: Number(BigInt.asUintN(8, BigInt(code as number))) };
  // Python's True and False are numbers.
  if (typeof code === 'boolean') return { exitcode: Number(code) };
  return { exitcode: 1, text: typeof code === 'string' ? code : inspect(code) };
}
