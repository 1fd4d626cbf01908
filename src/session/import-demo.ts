/** Loads the module that a demo is in, and says in a sentence why that did not work. */
import { statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Demo, isDemo } from './demo.js';
import { loadingFile, programsStarted } from './own-programs.js';
import { UsageError } from './usage-error.js';

/** How long a module may take to be evaluated, in seconds. */
const IMPORT_LIMIT = 10;

/** The demo that the file exports by default. Raises UsageError if there is none to be had; rejects when aborted. */
export async function importDemo(path: string, signal?: AbortSignal): Promise<Demo> {
  refuseUnloadable(path);
  const namespace = await evaluate(path, signal);
  if (isDemo(namespace.default)) return namespace.default;
  throw noDemo(path, namespace);
}

function refuseUnloadable(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new UsageError(`there is no file ${path}.`);
  if (!stats.isFile()) throw new UsageError(`${path} is not a file.`);

  const extension = extname(path);
  if (extension === '.py') {
    throw new UsageError(
      `${path} is a Python program: pyconc runs modules of JavaScript.`,
      'The names are those of Python: `pyconc list` shows demos to begin with.',
    );
  }
  if (extension === '.tsx' || extension === '.jsx') {
    throw new UsageError(`Node cannot load ${extension} files: compile ${path} to .js first.`);
  }
  if (/\.[cm]?ts$/.test(extension) && !stripsTypes()) {
    throw new UsageError(
      `Node ${process.version} cannot load TypeScript: ${path} needs Node 22.18, 23.6 or newer.`,
      `Or compile it first: npx tsc ${path} --module nodenext --target es2022`,
    );
  }
}

/** True if this Node loads TypeScript: what it says of itself from 22.10 on. */
export function stripsTypes(): boolean {
  return Boolean((process.features as { typescript?: unknown }).typescript);
}

async function evaluate(path: string, signal?: AbortSignal): Promise<Record<string, unknown>> {
  const quits = () => {
    if (signal?.aborted) return;
    process.stderr.write(`pyconc: ${path} calls process.exit while it is being loaded.\n`);
    process.exitCode = 2;
  };
  process.once('exit', quits);
  let stopWaiting = () => {};
  try {
    const overdue = new Promise<never>((_, reject) => {
      const abort = () => reject(signal?.reason);
      const timer = setTimeout(() => reject(neverLoaded(path)), IMPORT_LIMIT * 1000);
      signal?.addEventListener('abort', abort);
      stopWaiting = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
    });
    const { href } = pathToFileURL(resolve(path));
    return await Promise.race([loadingFile(() => import(href)), overdue]);
  } catch (error) {
    if (error instanceof UsageError || signal?.aborted) throw error;
    const { explainImportError } = await import('./import-error.js');
    throw await explainImportError(path, error);
  } finally {
    stopWaiting();
    process.off('exit', quits);
  }
}

function neverLoaded(path: string): UsageError {
  return new UsageError(
    `${path} was not loaded within ${IMPORT_LIMIT} s: a top-level \`await\` in it does not settle.`,
    'Put what waits into main(), or into a thread.',
  );
}

function noDemo(path: string, namespace: Record<string, unknown>): UsageError {
  if (programsStarted() > 0) {
    return new UsageError(`${path} calls run() itself, so it is a program, not a demo.`, `Start it with: node ${path}`);
  }
  const example = 'export default defineDemo({ name, title, topic, about, main, outcomes })';
  return new UsageError(`${basename(path)} is not a demo: ${found(namespace)}.`, `A demo file has: ${example}`);
}

function found(namespace: Record<string, unknown>): string {
  if ('default' in namespace) {
    const value = namespace.default;
    const kind = value === null ? 'null' : Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
    return `its default export is ${kind}, not what defineDemo() returns`;
  }
  const names = Object.keys(namespace);
  return `it has no default export${names.length > 0 ? `, only ${names.slice(0, 5).join(', ')}` : ''}`;
}
