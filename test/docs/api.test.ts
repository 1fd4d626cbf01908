import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import * as pyconc from 'pyconc';
import * as multiprocessing from 'pyconc/multiprocessing';
import * as queue from 'pyconc/queue';
import * as threading from 'pyconc/threading';
import { beforeAll, describe, expect, test } from 'vitest';
import { examplesIn } from './examples.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'build', 'doc-examples');
const document = await readFile(join(root, 'docs', 'api.md'), 'utf8');
const examples = examplesIn(document).map((example, i) => ({ ...example, file: join(folder, `${i + 1}.mjs`) }));

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { file, code } of examples) await writeFile(file, code);
});

test('every public name has a section, and every section an example', () => {
  const sections = document.split(/^### /m).slice(1);
  const names = sections.flatMap((section) =>
    [...(section.split('\n')[0] as string).matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  const exported = [pyconc, threading, queue, multiprocessing].flatMap((module) => Object.keys(module));
  expect(names.sort()).toEqual(exported.sort());
  for (const section of sections) expect(section).toMatch(/^```js\n[\s\S]*prints: /m);
});

describe.concurrent('examples print what they say', () => {
  test.each(examples)('$title', async ({ file, prints }) => {
    const { exitCode, stdout, stderr } = await execa('node', [file], { reject: false, timeout: 100_000 });
    expect({ exitCode, stdout: stdout.split('\n'), stderr }).toMatchObject({ exitCode: 0, stdout: prints });
  });
});
