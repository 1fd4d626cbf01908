/** Loads the module of a demo, and explains why that failed. */
import { statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isForLoader, unknownExtension } from '../runtime/worker/load-failure.js';
import { type Demo, isDemo } from './demo.js';
import { PATIENCE } from './foreign-code.js';
import { loadingFile, programsStarted } from './own-programs.js';
import { UserError } from './user-error.js';

export interface LoadLimits {
  /** Gives up when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds that the evaluation of a module may take: at most 10, which is also the default. */
  readonly timeout?: number | undefined;
}

/** The demo that the file exports by default. Raises UserError if there is none; rejects when aborted. */
export async function importDemo(path: string, limits: LoadLimits = {}): Promise<Demo> {
  refuseUnloadable(path);
  const namespace = await evaluate(path, limits);
  if (isDemo(namespace.default)) return namespace.default;
  throw noDemo(path, namespace);
}

function refuseUnloadable(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new UserError({ is: 'no-file', path });
  if (!stats.isFile()) throw new UserError({ is: 'no-regular-file', path });

  if (extname(path) === '.py') throw new UserError({ is: 'python-file', path });
}

async function evaluate(path: string, limits: LoadLimits): Promise<Record<string, unknown>> {
  try {
    const overdue = (seconds: number) => new UserError({ is: 'never-loaded', path, seconds });
    return await importHeldBack(pathToFileURL(resolve(path)).href, overdue, limits);
  } catch (error) {
    if (error instanceof UserError || limits.signal?.aborted) throw error;
    // Only an attempt can tell: a loader may know what Node does not.
    const unknown = unknownExtension(error);
    if (unknown && isForLoader(unknown.extension)) {
      throw new UserError({ is: 'needs-loader', ...unknown, node: process.version });
    }
    const { explainImportError } = await import('./import-error.js');
    throw await explainImportError(path, error);
  }
}

/**
 * Imports a module whose calls of `run` start nothing. Rejects when aborted and, after a time, with the error that `overdue`
 * makes.
 */
export async function importHeldBack(
  url: string,
  overdue: (seconds: number) => Error,
  { signal, timeout = PATIENCE }: LoadLimits = {},
): Promise<Record<string, unknown>> {
  const seconds = Math.min(timeout, PATIENCE);
  const { watchImport } = await import('./import-watch.js');
  const endWatch = watchImport(seconds, () => overdue(seconds));
  let stopWaiting = () => {};
  try {
    const cutShort = new Promise<never>((_, reject) => {
      const abort = () => reject(signal?.reason);
      const timer = setTimeout(() => reject(overdue(seconds)), seconds * 1000);
      signal?.addEventListener('abort', abort);
      stopWaiting = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
    });
    return await Promise.race([loadingFile(() => import(url)), cutShort]);
  } finally {
    stopWaiting();
    endWatch();
  }
}

function noDemo(path: string, namespace: Record<string, unknown>): UserError {
  if (programsStarted() > 0) return new UserError({ is: 'own-program', path });
  const { default: value, ...others } = namespace;
  const defaultIs = 'default' in namespace ? kindOf(value) : undefined;
  return new UserError({ is: 'no-demo', file: basename(path), defaultIs, exports: Object.keys(others) });
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
