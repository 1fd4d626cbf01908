import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

const manifest = async (of: string) => JSON.parse(await readFile(join(of, 'package.json'), 'utf8'));
const before = await manifest(project);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pyconc-package-'));
  await execa('npm', ['pack', '--pack-destination', folder], { cwd: project });
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await execa('npm', ['install', `./${tarball}`], { cwd: folder });
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the published package has no scripts and nothing that only a build needs; the clone keeps both', async () => {
  const installed = join(folder, 'node_modules', 'pyconc');
  const { scripts, devDependencies, ...published } = before;
  expect({ ...scripts, ...devDependencies }).toMatchObject({
    prepare: expect.any(String),
    rolldown: expect.any(String),
  });
  expect(await manifest(installed)).toMatchObject(published);
  expect(await manifest(installed)).not.toHaveProperty('scripts');
  expect(await manifest(installed)).not.toHaveProperty('devDependencies');
  expect(existsSync(join(project, 'dist', 'listing.js'))).toBe(true);
  expect(existsSync(join(installed, 'dist', 'listing.js'))).toBe(false);
  expect(await manifest(project)).toEqual(before);
});

test('the package, installed into an empty folder, runs its demos there', async () => {
  const { stdout } = await execa('npx', ['pyconc', 'run', 'lock-race', '--json'], { cwd: folder });
  expect(JSON.parse(stdout).runs[0].result).toMatchObject({ locked: 0, expected: 0 });
});

test('a user’s own program finds the package by its name, and has its types', async () => {
  const program = `
    import { log, run } from 'pyconc';
    import { Thread } from 'pyconc/threading';
    import { Queue } from 'pyconc/queue';
    const queue = new Queue();
    export function produce() { queue.put({ answer: 42 }); }
    export function main() {
      const thread = new Thread({ target: produce });
      thread.start();
      log(queue.get().answer);
      thread.join();
    }
    await run(main);
  `;
  await writeFile(join(folder, 'program.js'), program);
  const { stdout } = await execa('node', ['program.js'], { cwd: folder });
  expect(stdout).toBe('42');
});
