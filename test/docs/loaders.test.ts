/** Each section of docs/loaders.md is a folder of files, and commands to type there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeProject, type, writeFiles } from '../project.js';
import { promises } from './examples.js';

interface Section {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
  readonly prints: readonly string[];
  /** How many tests are in the files. */
  readonly tests: number;
}

const document = await readFile(new URL('../../docs/loaders.md', import.meta.url), 'utf8');
const sections = document.split(/^## /m).slice(1).map(sectionOf);

function sectionOf(text: string): Section {
  const files = Object.fromEntries(
    [...text.matchAll(/^```[jt]s\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name, code]) => [name, code as string]),
  );
  const code = Object.values(files).join('');
  return {
    title: text.split('\n', 1)[0] as string,
    files,
    commands: [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, lines = '']) => lines.trim().split('\n')),
    prints: promises(code),
    tests: code.match(/^test\(/gm)?.length ?? 0,
  };
}

let project: string;
const folderOf = ({ title }: Section) => join(project, title.replaceAll(/\W/g, '-'));

beforeAll(() => {
  project = makeProject('doc-loaders');
  for (const section of sections) writeFiles(folderOf(section), section.files);
});

test('every section has files with expected output or tests, and a command for them', () => {
  expect(sections.length).toBeGreaterThan(5);
  for (const { commands, prints, tests } of sections) expect([commands.length, prints.length + tests]).not.toContain(0);
});

describe('the commands do what the page says', () => {
  const typed = sections.flatMap((section) =>
    section.commands.map((command) => ({ title: section.title, section, command })),
  );
  test.each(typed)('$title: $command', async ({ section, command }) => {
    const bin = `node ${join(project, 'node_modules', 'pyconc', 'bin', 'pyconc.js')}`;
    const { exitCode, stdout, stderr } = await type(
      command.replace('npx pyconc', bin).replace('npx ', ''),
      folderOf(section),
    );
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    for (const line of section.prints) expect(stdout).toContain(line);
    if (section.tests > 0) expect(stdout).toMatch(new RegExp(`\\b(${section.tests} passed|pass ${section.tests})\\b`));
  });
});
