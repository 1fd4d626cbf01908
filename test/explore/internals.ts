/**
 * The package, built with what tests of the search need of its inside, and beside it
 * test programs and demos that import that build.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { afterAll } from 'vitest';
// @ts-expect-error: a configuration file, without declarations.
import config from '../../rolldown.config.js';
import type { Demo } from '../../src/session/demo.js';

type Internals = typeof import('./internals-entry.js') & {
  /** A demo as that build sees it: `programs/random-program`, a test program, or `demos/lock-race`. */
  demoAt(path: string): Promise<Demo>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds it, into a folder that is deleted when the tests of the file are over. To be called outside of them. */
export async function buildInternals(): Promise<Internals> {
  const parent = join(root, 'build', 'explore');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'internals-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  await build({
    ...config,
    cwd: root,
    logLevel: 'warn',
    input: { ...config.input, internals: 'test/explore/internals-entry.ts' },
    output: { ...config.output, dir: join(folder, 'dist') },
  });
  await cp(join(root, 'build', 'programs'), join(folder, 'programs'), { recursive: true });
  await cp(join(root, 'dist', 'demos'), join(folder, 'demos'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  const imported = (path: string) => import(pathToFileURL(join(folder, path)).href);
  const { carryOut } = await imported('dist/internals.js');
  return { carryOut, demoAt: async (path) => (await imported(`${path}.js`)).default };
}
