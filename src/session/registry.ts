/** Which demos there are, and how one is found by its name or by its file's path. */
import { existsSync, readdirSync } from 'node:fs';
import type { Demo } from './demo.js';
import type { LoadLimits } from './import-demo.js';
import { nearest } from './nearest.js';
import { UserError } from './user-error.js';

/** The order in which one lesson leads to the next, used by `list`, by `run all`, and for what to try next. */
const LESSONS: readonly string[] = [
  'thread-create',
  'thread-naming',
  'thread-subclass',
  'lock-race',
  'deadlock',
  'rlock-box',
  'semaphore-producer',
  'condition-buffer',
  'event',
  'with-statement',
  'queue-consumers',
  'process-create',
  'process-naming',
  'process-queue',
  'process-race',
  'threads-vs-processes',
];

/** Names of the built-in demos, in lesson order. */
export function demoNames(): string[] {
  const found = new Set(
    readdirSync(DEMOS)
      .filter((file) => file.endsWith('.js'))
      .map((file) => file.slice(0, -'.js'.length)),
  );
  const lessons = LESSONS.filter((name) => found.has(name));
  return [...lessons, ...[...found].filter((name) => !LESSONS.includes(name)).sort()];
}

/**
 * Loads a demo by its name, or by the path of a file that exports it by default: a word with a separator or a script's
 * extension is a path. Raises UserError if there is no such demo, or if its module cannot be loaded. Rejects when aborted.
 */
export async function loadDemo(nameOrPath: string, limits?: LoadLimits): Promise<Demo> {
  if (isPath(nameOrPath)) {
    const { importDemo } = await import('./import-demo.js');
    return importDemo(nameOrPath, limits);
  }
  if (!demoNames().includes(nameOrPath)) throw await unknown(nameOrPath);
  // Our own demos call no `run`: preparing for what a user's file may do when it is loaded costs 10 ms.
  const { default: demo } = await import(new URL(`${nameOrPath}.js`, DEMOS).href);
  return demo;
}

/** True if the word is taken as the path of a file. */
export function isPath(word: string): boolean {
  return /[/\\]/.test(word) || /\.(?:[cm]?[jt]s|[jt]sx|py)$/.test(word);
}

// The bundle is beside the compiled demos.
const DEMOS = new URL('./demos/', import.meta.url);

async function unknown(name: string): Promise<UserError> {
  const file = [`${name}.js`, `${name}.mjs`, `${name}.ts`].find((path) => existsSync(path));
  const near = file === undefined ? await nearest(name, demoNames()) : `./${file}`;
  return new UserError({ is: 'unknown-demo', word: name, near });
}
