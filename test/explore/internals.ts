/** The package, built with what tests of the search need of its inside, and a test program beside it that imports that build. */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';
// @ts-expect-error: a configuration file, without declarations.
import config from '../../rolldown.config.js';
import type { Demo } from '../../src/session/demo.js';

type Internals = typeof import('./internals-entry.js');

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'build', 'explore');

export async function buildInternals(): Promise<Internals> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    ...config,
    cwd: root,
    logLevel: 'warn',
    input: { ...config.input, internals: 'test/explore/internals-entry.ts' },
    output: { ...config.output, dir: join(folder, 'dist') },
  });
  await cp(join(root, 'build', 'programs'), join(folder, 'programs'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  return import(pathToFileURL(join(folder, 'dist', 'internals.js')).href);
}

/** The demo of a test program, as that build sees it. */
export async function programOf(name: string): Promise<Demo> {
  const { default: demo } = await import(pathToFileURL(join(folder, 'programs', `${name}.js`)).href);
  return demo;
}
