import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const BIN = join(ROOT, 'bin/pyconc.js');

/** Starts the built command, in an environment of which only the search path is inherited. */
export function pyconc<O extends Options>(args: readonly string[], options?: O) {
  return execa(process.execPath, [BIN, ...args], {
    reject: false,
    extendEnv: false,
    stdin: 'ignore',
    timeout: 50_000,
    ...(options as O),
    env: { PATH: process.env.PATH, ...options?.env },
  });
}

/** A folder for files that import pyconc by its name. */
export function folder(): string {
  const parent = join(ROOT, 'build/cli');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'files-'));
}

/** Writes a file and returns its path. */
export function file(directory: string, name: string, source: string): string {
  const path = join(directory, name);
  writeFileSync(path, source);
  return path;
}

/** A demo file around the body of `main`; `more` is for its other fields, `before` for functions of its own. */
export function demoSource(main: string, { more = '', before = '' } = {}): string {
  return `
    import { defineDemo, log, now, sleep } from 'pyconc';
    import { Lock, Thread } from 'pyconc/threading';
    import { writeFileSync } from 'node:fs';
    ${before}
    export default defineDemo({
      name: 'mine', title: 'A demo of a test', topic: 'threads', about: 'What happens?\\nThis is what to notice.',
      main({ params, variant }) { ${main} },
      outcomes: [{ name: 'done', grade: 'expected', because: 'It ends.', when: ({ reason }) => reason === 'completed' }],
      ${more}
    });`;
}

/** The widest line of a text; our tests' texts have characters of one column only. */
export function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

/** Whether any process has this text in its command line. */
export function isRunning(text: string): boolean {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .some((line) => line.includes(text) && !line.includes('ps -eo'));
}
