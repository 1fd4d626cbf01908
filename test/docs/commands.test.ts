/** Commands that are printed or documented, for readers to paste. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compileCommand } from '../../src/render/compile-command.js';
import { messages } from '../../src/render/messages.js';
import { misuseSaid } from '../../src/render/refusals.js';

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

test('npx takes tsc from the package that it is in, wherever that is written', () => {
  const commands = documents.flatMap((path) => {
    const found = readFileSync(`${ROOT}${path}`, 'utf8').matchAll(/npx [^\n`]*\btsc\b/g);
    return Array.from(found, ([command]) => `${path}: ${command}`);
  });
  expect(commands.length).toBeGreaterThan(1);
  for (const command of commands) expect(command).toMatch(/: npx -p typescript tsc$/);
});

test('TypeScript is compiled by one command, wherever that is said', () => {
  const documented = readFileSync(`${ROOT}docs/writing-a-demo.md`, 'utf8');
  expect(documented).toContain(`\n${compileCommand('my-typed-demo.ts')}\n`);
  expect(messages.created.compile('mine.ts')).toContain(compileCommand('mine.ts'));
  const refused = misuseSaid({ is: 'needs-loader', path: './mine.ts', extension: '.ts', node: 'v20.19.0' }, 'pyconc');
  expect(refused[1]).toContain(compileCommand('./mine.ts'));
});
