import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import * as pyconc from 'pyconc';
import * as multiprocessing from 'pyconc/multiprocessing';
import * as queue from 'pyconc/queue';
import * as threading from 'pyconc/threading';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Declaration, exportsOf } from './declarations.js';
import { examplesIn } from './examples.js';
import { anchorOf, namesIn, type Section, sectionsOf, withoutSpaces } from './sections.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'build', 'doc-examples');
const document = await readFile(join(root, 'docs', 'api.md'), 'utf8');
const examples = examplesIn(document).map((example, i) => ({ ...example, file: join(folder, `${i + 1}.mjs`) }));

const modules = [
  { title: '`pyconc`', module: pyconc, index: 'index.d.ts' },
  { title: '`pyconc/threading`', module: threading, index: 'threading/index.d.ts' },
  { title: '`pyconc/queue`', module: queue, index: 'queue/index.d.ts' },
  { title: '`pyconc/multiprocessing`', module: multiprocessing, index: 'multiprocessing/index.d.ts' },
];

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { file, code } of examples) await writeFile(file, code);
});

test('every public name has a section, and every section an example', () => {
  for (const { title, module } of modules) {
    const sections = sectionsOf(document, title);
    expect(sections.flatMap((section) => namesIn(section.title)).sort()).toEqual(Object.keys(module).sort());
    for (const { text } of sections) expect(text).toMatch(/^```js\n[\s\S]*prints: /m);
  }
});

describe.each(modules)('$title', ({ title, index }) => {
  const sections = sectionsOf(document, title);
  const exported = exportsOf(index);
  const values = exported.filter(({ isType }) => !isType);

  test.each(values)('$name has its signature, and each of its members says what it throws', (declaration) => {
    const section = sections.find((each) => namesIn(each.title).includes(declaration.name)) as Section;
    expect(section.signatures).toContain(withoutSpaces(declaration.signature));
    expect(unsaidIn(section, declaration)).toEqual([]);
  });

  test('its types are mentioned', () => {
    const all = sections.map(({ text }) => text).join('');
    const types = exported.filter(({ isType }) => isType);
    const missing = types.filter(({ name, signature }) => {
      const isShown = sections.some(({ signatures }) => signatures.includes(withoutSpaces(signature)));
      return !isShown && !namesIn(all).includes(name);
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

/** Names of an export whose errors no entry, and no line of the section, gives. */
function unsaidIn({ entries, text }: Section, { name, members }: Declaration): string[] {
  const isSaid = /^\*\*Throws\*\* ./m.test(text) || Boolean(entries.get(name));
  if (members.length === 0) return isSaid || entries.get('constructor') ? [] : [name];
  return members.filter((member) => !entries.get(member) && !(isSaid && namesIn(text).includes(member)));
}

test('the members of all shared objects are among the rules', () => {
  const rules = document.split(/^## /m).find((part) => part.startsWith('Rules')) ?? '';
  for (const signature of ['toString(): string', 'toJSON(): string']) expect(rules).toContain(`| \`${signature}\` |`);
});

test('links to a place on this page find it', () => {
  const headings = [...document.matchAll(/^##+ (.*)$/gm)].map(([, heading]) => anchorOf(heading as string));
  const anchors = headings.map((anchor, i) => {
    const before = headings.slice(0, i).filter((other) => other === anchor).length;
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
  const links = [...document.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((anchor) => !anchors.includes(anchor as string))).toEqual([]);
});

describe.concurrent('examples print what they say', () => {
  test.each(examples)('$title', async ({ file, prints }) => {
    const { exitCode, stdout, stderr } = await execa('node', [file], { reject: false, timeout: 100_000 });
    expect({ exitCode, stdout: stdout.split('\n'), stderr }).toMatchObject({ exitCode: 0, stdout: prints });
  });
});
