import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { demoSource, file, folder, pyconc, widest } from './pyconc.js';

const directory = folder();
const source = new URL('../../demos/lock-race.ts', import.meta.url);
const twin = new URL('../../demos/python/lock-race.py', import.meta.url);
const ESCAPE = '\u001b[';

/** The numbered lines of a page, without their numbers. */
const program = (text: string) => text.split('\n').flatMap((line) => /^ *\d+(?: {2}(.*))?$/.exec(line)?.[1] ?? []);
const lines = (url: URL) =>
  readFileSync(url, 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '');

describe('pyconc show <demo>', () => {
  test('prints its description, its source and the Python program, and the next commands', async () => {
    const { stdout, stderr, exitCode } = await pyconc(['show', 'lock-race']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(/^lock-race: \S/);
    expect(stdout).toMatch(/^TypeScript: demos\/lock-race\.ts$/m);
    if (existsSync(twin)) {
      expect(stdout).toMatch(/^Python: demos\/python\/lock-race\.py$/m);
    }
    expect(program(stdout)).toEqual([...lines(source), ...(existsSync(twin) ? lines(twin) : [])]);
    expect(stdout).toMatch(/^Next {2}npx pyconc run lock-race$/m);
  });

  test('numbers the lines as the file has them', async () => {
    const { stdout } = await pyconc(['show', 'lock-race']);
    for (const [i, line] of readFileSync(source, 'utf8').trimEnd().split('\n').entries()) {
      expect(stdout).toMatch(new RegExp(`^ *${i + 1}${line && '  '}${line.replace(/[^\w\s]/g, '\\$&')}$`, 'm'));
    }
  });

  test('cuts long lines on a screen, with a mark, and leaves them whole in a pipe', async () => {
    const long = lines(source).find((line) => line.length > 100) as string;
    const narrow = (await pyconc(['show', 'lock-race'], { env: { COLUMNS: '80' } })).stdout;
    expect(narrow).toMatch(/^ *\d+ {2}.{74}…$/m);
    expect(narrow).not.toContain(long);
    expect((await pyconc(['show', 'lock-race'])).stdout).toContain(long);
  });

  test('shows numbers faintly where there is colour', async () => {
    const { stdout } = await pyconc(['show', 'lock-race', '--ts', '--color', 'always']);
    expect(stdout).toContain(`\n${ESCAPE}2m  1${ESCAPE}22m  `);
  });

  test('with --ts prints its source as it stands in the file', async () => {
    const { stdout } = await pyconc(['show', 'lock-race', '--ts'], { env: { COLUMNS: '40' } });
    expect(stdout).toBe(readFileSync(source, 'utf8').trimEnd());
  });

  test.skipIf(!existsSync(twin))('with --python prints the Python program as it stands in the file', async () => {
    const { stdout } = await pyconc(['show', 'lock-race', '--python']);
    expect(stdout).toBe(readFileSync(twin, 'utf8').trimEnd());
    expect(stdout).toMatch(/Python 3\.\d+/);
  });

  test('colours programs where there is colour, and changes nothing else', async () => {
    const coloured = (await pyconc(['show', 'lock-race', '--color', 'always'])).stdout;
    expect(coloured).toContain('\u001b[35mexport\u001b[39m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
    const text = coloured.replace(/\u001b\[\d+m/g, '');
    const plain = (await pyconc(['show', 'lock-race'])).stdout;
    expect(plain).not.toContain(ESCAPE);
    expect(text).toBe(plain);
  });

  test.each([40, 50, 80, 100])('is nowhere wider than %i columns', async (columns) => {
    for (const color of ['never', 'always']) {
      const args = ['show', 'lock-race', '--color', color];
      const { stdout } = await pyconc(args, { env: { COLUMNS: String(columns) } });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
      expect(widest(stdout.replace(/\u001b\[\d+m/g, ''))).toBeLessThanOrEqual(columns);
    }
  });

  test('has nothing but ASCII with --ascii', async () => {
    expect((await pyconc(['show', 'lock-race', '--ascii'])).stdout).toMatch(/^[\n -~]*$/);
  });

  test('of an unknown demo is an error', async () => {
    const { stdout, stderr, exitCode } = await pyconc(['show', 'lock-rase']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('Did you mean lock-race?');
  });
});

describe('a file of the user', () => {
  test('is shown with its own prose', async () => {
    const path = file(directory, 'mine.mjs', demoSource("console.log('loaded');"));
    const { stdout, exitCode } = await pyconc(['show', path]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^mine: A demo of a test\n {2}What happens\?\n/);
    expect(stdout).toMatch(/^JavaScript: .*mine\.mjs$/m);
    expect(stdout).not.toContain('Python');
  });

  test('has its Python program beside it, or none', async () => {
    const path = file(directory, 'twin.mjs', demoSource(''));
    const lacking = await pyconc(['show', path, '--python']);
    expect(lacking).toMatchObject({ stdout: '', exitCode: 2 });
    expect(lacking.stderr).toContain('has no Python program beside it');
    file(directory, 'twin.py', 'print("the same")\n');
    expect((await pyconc(['show', path, '--python'])).stdout).toBe('print("the same")');
  });

  test('is shown without prose if it cannot be loaded, and stderr says why', async () => {
    const { stdout, stderr, exitCode } = await pyconc(['show', file(directory, 'broken.mjs', 'export const a = ;\n')]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('export const a = ;');
    expect(stderr).toContain('SyntaxError');
  });

  test('that does not exist is an error', async () => {
    const { stderr, exitCode } = await pyconc(['show', './nowhere.js']);
    expect({ stderr, exitCode }).toEqual({ stderr: 'pyconc: there is no file ./nowhere.js.', exitCode: 2 });
  });
});
