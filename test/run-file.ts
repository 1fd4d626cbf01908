/** Runs a program's own file in a process of its own, as its user does. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code, or the signal that ended it. */
  readonly code: number | string;
}

const PROGRAMS = fileURLToPath(new URL('../build/programs', import.meta.url));

/** `node <options> build/programs/<name>.js <words>`, until it ends by itself. */
export function runFile(
  name: string,
  options: readonly string[] = [],
  folder = PROGRAMS,
  args: readonly string[] = [],
): Promise<Finished> {
  const words = [...options, join(folder, `${name}.js`), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { timeout: 100_000 }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, code: error ? (error.signal ?? error.code ?? '') : 0 });
    });
  });
}
