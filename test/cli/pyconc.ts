import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const BIN = join(ROOT, 'bin/pyconc.js');

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts the built command; of the environment it inherits only the search path. */
export function pyconc(args: readonly string[], surroundings: Surroundings = {}) {
  return execa(process.execPath, [BIN, ...args], { ...bare, ...surroundings, env: environment(surroundings) });
}

/** The same with a stdout that the test reads at its own pace, or not at all. */
export function unread(args: readonly string[]) {
  return execa(process.execPath, [BIN, ...args], { ...bare, buffer: { stdout: false }, env: environment() });
}

const bare = { reject: false, extendEnv: false, stdin: 'ignore', timeout: 100_000 } as const;

function environment({ env }: Surroundings = {}) {
  return { PATH: process.env.PATH, ...env };
}

/**
 * A folder for files that import pyconc by its name; deleted when the tests of its file are over. To be called outside of
 * them.
 */
export function folder(): string {
  const parent = join(ROOT, 'build/cli');
  mkdirSync(parent, { recursive: true });
  const path = mkdtempSync(join(parent, 'files-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
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
      name: 'mine', title: 'A demo of a test', topic: 'threads', about: { question: 'What happens?' },
      main({ params, variant }) { ${main} },
      outcomes: [{ name: 'done', grade: 'expected', because: 'It ends.', when: ({ reason }) => reason === 'completed' }],
      ${more}
    });`;
}

/** The width of the widest line of a text; our tests' texts have characters of one column only. */
export function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

/** The names of all demos, in lesson order. */
export async function demoNames(): Promise<string[]> {
  const { stdout } = await pyconc(['list', '--json']);
  return JSON.parse(stdout).demos.map(({ name }: { name: string }) => name);
}
