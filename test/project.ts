/** A user's project: a folder with this package installed in it, and commands typed there. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Makes `build/<name>` afresh, with a copy of the package: test runners and loaders do not transform node_modules. */
export function makeProject(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(ROOT, 'build', name);
  rmSync(folder, { recursive: true, force: true });
  const installed = join(folder, 'node_modules', 'pyconc');
  for (const part of ['dist', 'bin', 'package.json'])
    cpSync(join(ROOT, part), join(installed, part), { recursive: true });
  writeFiles(folder, files);
  return folder;
}

/** Writes files, and the two that make the folder a package of ES modules with its own tests. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  // Else it would find the configuration of this repository.
  const all = {
    'package.json': '{ "type": "module" }',
    'vitest.config.js': 'export default { test: { testTimeout: 60_000 } };',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** Runs a command line in a folder, in a shell that finds this repository's tools. */
export function type(command: string, cwd: string) {
  // Variables of the runner of these tests are not for the runners that they start.
  const { PATH = '', NODE_TEST_CONTEXT: _, VITEST: __, NODE_ENV: ___, ...others } = process.env;
  const env = { ...others, PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${PATH}`, NO_COLOR: '1' };
  return execa(command, { cwd, shell: true, extendEnv: false, env, reject: false, timeout: 100_000 });
}
