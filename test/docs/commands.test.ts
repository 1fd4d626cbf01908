/** Commands that are printed or documented, for readers to paste. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { compileCommand } from '../../src/render/compile-command.js';
import { messages } from '../../src/render/messages.js';
import { refusalFor } from '../../src/render/refusals.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...allOf('docs'),
  ...allOf('templates'),
  ...allOf('demos'),
  ...allOf('src'),
];

function allOf(folder: string): string[] {
  const entries = readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(ROOT.length));
}

test('every npx command for tsc names the package that it is in', () => {
  const commands = documents.flatMap((path) => {
    const found = readFileSync(`${ROOT}${path}`, 'utf8').matchAll(/npx [^\n`]*\btsc\b/g);
    return Array.from(found, ([command]) => `${path}: ${command}`);
  });
  expect(commands.length).toBeGreaterThan(1);
  for (const command of commands) expect(command).toMatch(/: npx -p typescript tsc$/);
});

test('every place that compiles TypeScript has the same command', () => {
  const documented = readFileSync(`${ROOT}docs/writing-a-demo.md`, 'utf8');
  expect(documented).toContain(`\n${compileCommand('my-typed-demo.ts')}\n`);
  expect(messages.created.compile('mine.ts')).toContain(compileCommand('mine.ts'));
  const refused = refusalFor({ is: 'needs-loader', path: './mine.ts', extension: '.ts', node: 'v20.19.0' }, 'pyconc');
  expect(refused[1]).toContain(compileCommand('./mine.ts'));
});

describe('the commands for a clone work there', () => {
  const texts = ['README.md', 'docs/events.md'].map((path) => readFileSync(`${ROOT}${path}`, 'utf8'));
  const blocks = texts.flatMap((text) =>
    Array.from(text.matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, block = '']) => block),
  );
  const commands = blocks
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/ +# .*/, ''))
    // Trials take long: those are in the soak.
    .filter((line) => line.startsWith('npx pyconc ') && !line.includes('pyconc trials'));

  test('there are some', () => {
    expect(commands.length).toBeGreaterThan(10);
  });

  // The first command shows that npx finds the command of a clone; npx takes longer than most of them.
  const typed = commands.map((command, at) => [
    command,
    at === 0 ? command : command.replace(/^npx pyconc /, 'node bin/pyconc.js '),
  ]);

  test.each(typed)('%s', async (command, words) => {
    const { exitCode, stderr } = await execa(words, {
      shell: true,
      cwd: ROOT,
      reject: false,
      stdin: 'ignore',
      timeout: 100_000,
    });
    // `--expect` allows for a race that is not seen.
    if (command.includes('--expect') && exitCode === 3) return;
    // There is no keyboard.
    const waits = /--(pause|step-log)/.test(command);
    expect({ exitCode, isRefused: stderr.includes('waits for keys') }).toEqual({
      exitCode: waits ? 2 : 0,
      isRefused: waits,
    });
  });
});

test('the README has all demos, by their titles', async () => {
  const { stdout } = await execa('node', ['bin/pyconc.js', 'list', '--json'], { cwd: ROOT });
  const rows = JSON.parse(stdout).demos.map(({ name, title }: Record<string, string>) => `| \`${name}\` | ${title} |`);
  expect(rows.length).toBeGreaterThan(10);
  expect(readFileSync(`${ROOT}README.md`, 'utf8')).toContain(`\n${rows.join('\n')}\n`);
});
