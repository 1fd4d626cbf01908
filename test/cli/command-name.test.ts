/** The reader can type what is printed: as the reader started pyconc, in the reader's folder. */
import { symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { type Call, commandName } from '../../src/cli/command-name.js';
import { BIN, folder, pyconc } from './pyconc.js';

const directory = folder();

describe('the name of the command', () => {
  test.each<[string, Omit<Call, 'env'> & { env?: Call['env'] }, string]>([
    ['in a clone', { script: '/a/clone/bin/pyconc.js', folder: '/a/clone' }, 'npx pyconc'],
    ['in a folder of a clone', { script: '/a/clone/bin/pyconc.js', folder: '/a/clone/demos' }, 'npx pyconc'],
    ['beside a clone', { script: '/a/clone/bin/pyconc.js', folder: '/a/clone-2' }, 'node ../clone/bin/pyconc.js'],
    [
      'where the clone has a space',
      { script: '/a/my clone/bin/pyconc.js', folder: '/a' },
      "node 'my clone/bin/pyconc.js'",
    ],
    ['in a project', { script: '/p/node_modules/.bin/pyconc', folder: '/p/src' }, 'npx pyconc'],
    ['in a project, by its file', { script: '/p/node_modules/pyconc/bin/pyconc.js', folder: '/p' }, 'npx pyconc'],
    ['installed for all', { script: '/usr/local/bin/pyconc', folder: '/p' }, 'pyconc'],
    ['installed for all, by its file', { script: '/lib/node_modules/pyconc/bin/pyconc.js', folder: '/p' }, 'pyconc'],
    [
      'by npx, from a cache',
      { script: '/c/node_modules/.bin/pyconc', folder: '/p', env: { npm_command: 'exec' } },
      'npx pyconc',
    ],
  ])('%s', (_, call, name) => {
    expect(commandName({ env: {}, ...call })).toBe(name);
  });
});

describe('the printed commands work in the folder where pyconc was started', () => {
  const elsewhere = tmpdir();
  const link = join(directory, 'pyconc');
  const first = { extendEnv: false, env: { PATH: process.env.PATH, COLUMNS: '200' }, reject: false } as const;

  test.each([
    'list',
    'run lock-race --param count=10',
    'run lock-race --help',
    'trials lock-race --help',
    '--help',
    'run --help',
  ])('`pyconc %s`, in another folder', async (words) => {
    const { stdout } = await execa(process.execPath, [BIN, ...words.split(' ')], { ...first, cwd: elsewhere });
    // The usage line shows the syntax: it is not typed.
    const typed = stdout.replace(/^Usage: .*/m, '');
    const named = typed.match(/\S*(?:pyconc|pyconc\.js) (?=run|trials|show|list)/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named)).toEqual(new Set([`${relative(elsewhere, BIN)} `]));
  });

  test.each([
    ['nonsense'],
    ['run'],
    ['run', 'zzz'],
    ['run', '--zzz'],
    ['trials'],
    ['trials', 'process-race'],
    ['explore', 'process-race'],
  ])('in an error message: %s %s', async (...words) => {
    const { stderr, exitCode } = await execa(process.execPath, [BIN, ...words], { ...first, cwd: elsewhere });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`node ${relative(elsewhere, BIN)} `);
  });

  test.skipIf(process.platform === 'win32')('by a link, as npm makes it for a global installation', async () => {
    symlinkSync(BIN, link);
    const { stdout } = await execa(link, ['list'], { ...first, cwd: elsewhere });
    expect(stdout).toMatch(/^pyconc run <demo>/m);
  });

  test('by npx', async () => {
    const { stdout } = await pyconc(['list'], { cwd: elsewhere, env: { npm_command: 'exec' } });
    expect(stdout).toMatch(/^npx pyconc run <demo>/m);
  });
});
