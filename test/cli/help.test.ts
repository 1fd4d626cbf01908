import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { isSoak } from '../soaking.js';
import { examplesIn, expectToWork } from './examples.js';
import { hasTerminal, onTerminal } from './on-terminal.js';
import { BIN, file, folder, pyconc, widest } from './pyconc.js';

const directory = folder();
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

describe('pyconc --version', () => {
  test.each(['--version', '-V'])('%s prints the version of the package and nothing else', async (flag) => {
    const { stdout, stderr, exitCode } = await pyconc([flag]);
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: version, stderr: '', exitCode: 0 });
  });

  test('loads none of the libraries', async () => {
    const { stdout } = await execa(process.execPath, ['--import', dataUrl(REGISTER), BIN, '--version']);
    expect(stdout.split('\n').filter((line) => line.includes('node_modules'))).toEqual([]);
    expect(stdout).toContain('dist/cli.js');
  });
});

// Prints the URL of every module that is loaded.
const HOOKS = `import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  writeSync(1, url + '\\n');
  return next(url, context);
}`;
const REGISTER = `import { register } from 'node:module';
register(${JSON.stringify(dataUrl(HOOKS))});`;

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

const commands = [[], ['run'], ['list'], ['show'], ['trials'], ['explore'], ['replay'], ['new']].map((verb) => [
  ...verb,
  '--help',
]);
const helps = await Promise.all(commands.map(async (words) => [words, (await pyconc(words)).stdout] as const));

describe('help', () => {
  test.each(helps)('%j begins with examples', (_, text) => {
    expect(text.startsWith('Examples:\n')).toBe(true);
    expect(examplesIn(text).length).toBeGreaterThan(1);
  });

  // Those of `trials` try hundreds of times, so they are in the soak.
  test.each(examplesIn(...helps.filter(([[verb]]) => verb !== 'trials').map(([, text]) => text)))(
    'its example `pyconc %s` works',
    async (words) => {
      await expectToWork(words, directory);
    },
  );

  test.each([
    ['pyconc', []],
    ['pyconc help', ['help']],
    ['pyconc -h', ['-h']],
  ])('%s shows the help of pyconc', async (_, args) => {
    const { stdout, exitCode } = await pyconc(args);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(helps[0]?.[1]);
  });

  test('`help run` shows what `run --help` does', async () => {
    const [a, b] = await Promise.all([pyconc(['help', 'run']), pyconc(['run', '--help'])]);
    expect(a.exitCode).toBe(0);
    expect(a.stdout).toBe(b.stdout);
  });

  const some = [['--help'], ['run', '--help'], ['run', 'lock-race', '--help']];

  test.each([
    [40, [...commands, ['run', 'lock-race', '--help'], ['list']]],
    // A narrow terminal's layout is compared in full.
    [60, isSoak ? [...commands, ...some, ['list']] : some],
    [80, isSoak ? [...commands, ...some, ['list']] : some],
  ])('is nowhere wider than a terminal of %i columns', async (columns, pages) => {
    for (const args of pages) {
      const { stdout } = await pyconc(args, { env: { COLUMNS: String(columns) } });
      expect(widest(stdout)).toBeLessThanOrEqual(columns);
    }
  });

  test('of a demo shows its parameters, variants and outcomes, and where the options are', async () => {
    const { stdout, exitCode } = await pyconc(['run', 'lock-race', '--help']);
    expect(exitCode).toBe(0);
    for (const word of ['count', '100000', 'both', 'locked', 'unlocked', 'updates-lost', 'mutual-exclusion-broken']) {
      expect(stdout).toContain(word);
    }
    expect(stdout).not.toContain('Usage:');
    expect(stdout).toMatch(/^`npx pyconc run --help` shows all options\.$/m);
  });

  test('of a demo under `trials` shows the parameters that it is tried with', async () => {
    const { stdout } = await pyconc(['trials', 'lock-race', '--help']);
    expect(stdout).toMatch(/^ +count +.*\(default 100\)$/m);
    expect(stdout).toContain('Trials have defaults of their own: count 100 (100000 in `run`).');
    expect(stdout).not.toContain('--speed');
  });

  test('of an unknown demo is an error', async () => {
    const { stdout, stderr, exitCode } = await pyconc(['run', 'lock-rase', '--help']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('Did you mean lock-race?');
  });
});

describe('help heeds the display options', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
  const colours = /\u001b/;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
  const beyondAscii = /[^\u0000-\u007f]/;
  const env = { FORCE_COLOR: '1' };
  /** Some words, with the others before, between and behind them. */
  const orders = (words: readonly string[], more: readonly string[]) =>
    Array.from({ length: words.length + 1 }, (_, i) => [...words.slice(0, i), ...more, ...words.slice(i)]);
  /** All orders of the first; of each of the rest one, in turn. */
  const someOrders = (all: readonly (readonly string[])[], more: readonly string[]) =>
    all.flatMap((words, at) => orders(words, more).filter((_, i) => isSoak || at === 0 || i === at % words.length));
  const requests = [
    ['run', 'lock-race', '--help'],
    ['trials', '-h', 'lock-race'],
    ['help', 'run', 'lock-race'],
  ];

  test('in colours and with glyphs by default', async () => {
    const { stdout } = await pyconc(['run', 'lock-race', '--help'], { env });
    expect(stdout).toMatch(colours);
    expect(stdout).toMatch(beyondAscii);
  });

  test.each(someOrders(requests, ['--color', 'never']))('without colours: %s %s %s %s %s', async (...words) => {
    const { stdout, exitCode } = await pyconc(words, { env });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('mutual-exclusion-broken');
    expect(stdout).not.toMatch(colours);
  });

  test.each(someOrders(requests, ['--ascii']))('in ASCII: %s %s %s %s', async (...words) => {
    const { stdout, exitCode } = await pyconc(words, { env });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('[ok] expected');
    expect(stdout).not.toMatch(beyondAscii);
  });

  test('in colours in a pipe, if requested; with NO_COLOR without, and in a pipe', async () => {
    const words = ['run', 'lock-race', '--help'];
    expect((await pyconc([...words, '--color=always'])).stdout).toMatch(colours);
    expect((await pyconc(words)).stdout).not.toMatch(colours);
    expect((await pyconc(words, { env: { NO_COLOR: '1' } })).stdout).not.toMatch(colours);
  });

  test.skipIf(!hasTerminal)('on a terminal, too', async () => {
    const shown = async (words: readonly string[], env = {}) =>
      (await onTerminal([...words, 'lock-race', '--help'], { env })).text;
    expect(await shown(['run'])).toMatch(colours);
    expect(await shown(['--color', 'never', 'run'])).not.toMatch(colours);
    expect(await shown(['run'], { NO_COLOR: '1' })).not.toMatch(colours);
  });

  const verbs = ['run', 'trials', 'explore', 'replay', 'list', 'show', 'new'];
  test.each(someOrders([...verbs.map((verb) => [verb, '--help']), ['--help']], ['--ascii', '--color', 'never']))(
    'of a command: %s %s %s %s %s',
    async (...words) => {
      const verb = words.find((word) => verbs.includes(word));
      const { stdout, exitCode } = await pyconc(words, { env });
      expect(exitCode).toBe(0);
      expect(stdout).toBe(helps.find(([[first]]) => first === (verb ?? '--help'))?.[1]);
      expect(stdout).not.toMatch(colours);
      expect(stdout).not.toMatch(beyondAscii);
    },
  );

  test('of an unknown command is an error, with the word that was meant', async () => {
    const { stderr, exitCode } = await pyconc(['help', '--ascii', 'lock-race']);
    expect({ stderr, exitCode }).toEqual({
      stderr: "pyconc: unknown command 'lock-race'.\n  Did you mean npx pyconc run lock-race?",
      exitCode: 2,
    });
  });
});

describe('the command to try next', () => {
  test('works', async () => {
    const { stdout } = await pyconc(['run', 'lock-race', '--param', 'count=10']);
    const [, words = ''] = /^Next {4}npx pyconc (.+?)(?: ·|$)/m.exec(stdout) ?? [];
    expect(words).toBe('run lock-race --variant locked');
    expect((await pyconc(words.split(' '))).exitCode).toBe(0);
  });

  test('for a file names one of its variants', async () => {
    const source = `import { defineDemo } from 'pyconc';
      export default defineDemo({ name: 'mine', title: 'm', topic: 'threads', about: { question: 'Why?' }, variants: { a: 'A', b: 'B' },
        main: () => 1, outcomes: [{ name: 'done', grade: 'expected', because: 'b', when: () => true }] });`;
    const path = file(directory, 'mine.mjs', source);
    expect((await pyconc(['run', path], { env: { COLUMNS: '300' } })).stdout).toContain(`run ${path} --variant b`);
  });
});
