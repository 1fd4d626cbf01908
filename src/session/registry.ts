/** Which demos there are, and how one is found by its name or by the path of its file. */
import { existsSync, readdirSync } from 'node:fs';
import type { Demo } from './demo.js';
import type { LoadLimits } from './import-demo.js';
import { nearest } from './nearest.js';
import { UserError } from './user-error.js';

/** The order in which one thing leads to the next: that of `list`, of `run all`, and of what to try next. */
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
 * A demo by its name, or by the path of a file that exports one by default: what has a separator or the ending of a
 * script is a path. Raises UserError if there is none, or if its module cannot be loaded. Rejects when aborted.
 */
export async function loadDemo(nameOrPath: string, limits?: LoadLimits): Promise<Demo> {
  if (isPath(nameOrPath)) {
    const { importDemo } = await import('./import-demo.js');
    return importDemo(nameOrPath, limits);
  }
  if (!demoNames().includes(nameOrPath)) throw await unknown(nameOrPath);
  // Ours call no `run`: what a user's file may do when it is loaded costs 10 ms to provide for.
  const { default: demo } = await import(new URL(`${nameOrPath}.js`, DEMOS).href);
  return demo;
}

/** True if the word is taken for the path of a file. */
export function isPath(word: string): boolean {
  return /[/\\]/.test(word) || /\.(?:[cm]?[jt]s|[jt]sx|py)$/.test(word);
}

// The bundle lies beside the compiled demos.
const DEMOS = new URL('./demos/', import.meta.url);

async function unknown(name: string): Promise<UserError> {
  const file = [`${name}.js`, `${name}.mjs`, `${name}.ts`].find((path) => existsSync(path));
  const near = file === undefined ? await nearest(name, demoNames()) : `./${file}`;
  return new UserError({ is: 'unknown-demo', word: name, near });
}
