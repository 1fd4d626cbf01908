import { describe, expect, test } from 'vitest';
import { demoSource, file, folder, pyconc } from './pyconc.js';

const directory = folder();

async function refused(name: string, source: string) {
  const path = file(directory, name, source);
  const { stdout, stderr, exitCode } = await pyconc(['run', path]);
  expect({ stdout, exitCode, stderr }).toMatchObject({ stdout: '', exitCode: 2 });
  expect(stderr).toMatch(/^pyconc: /m);
  return stderr.replaceAll(`${directory}/`, '');
}

describe('a file of the user', () => {
  test('is a demo when it exports one by default', async () => {
    const path = file(directory, 'good.mjs', demoSource("log('hello'); return { sum: 3 };"));
    const { stdout, exitCode } = await pyconc(['run', path]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/MainThread +hello$/m);
    expect(stdout).toMatch(/^ +sum +3$/m);
  });

  test('may have a top-level await that settles', async () => {
    const path = file(
      directory,
      'awaits.mjs',
      `${demoSource('return 1;')}\nawait new Promise((go) => setTimeout(go, 50));`,
    );
    expect((await pyconc(['run', path])).exitCode).toBe(0);
  });

  test('is given by a path relative to where the command is called', async () => {
    file(directory, 'near.mjs', demoSource('return 1;'));
    expect((await pyconc(['run', './near.mjs', '-q'], { cwd: directory })).stdout).toContain('mine: done');
    expect((await pyconc(['run', 'near.mjs', '-q'], { cwd: directory })).stdout).toContain('mine: done');
    expect((await pyconc(['run', 'near'], { cwd: directory })).stderr).toContain('Did you mean ./near.mjs?');
  });

  test('may print and keep timers while it is loaded, without harm to a JSON document', async () => {
    const path = file(
      directory,
      'prints.mjs',
      `console.log('loading'); setInterval(() => {}, 1000);${demoSource('return 1;')}`,
    );
    const { stdout, stderr, exitCode } = await pyconc(['run', path, '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).runs).toHaveLength(1);
    expect(stderr).toContain('loading');
  });
});

describe('an error in a file is reported in a sentence', () => {
  test('it is not there', async () => {
    const { stderr, exitCode } = await pyconc(['run', './not-there.mjs']);
    expect({ stderr, exitCode }).toEqual({ stderr: 'pyconc: there is no file ./not-there.mjs.', exitCode: 2 });
  });

  test('it is a folder', async () => {
    expect((await pyconc(['run', directory])).stderr).toContain('is not a file');
  });

  test('it has no default export', async () => {
    const stderr = await refused('none.mjs', 'export const one = 1; export function two() {}');
    expect(stderr).toContain('none.mjs is not a demo: it has no default export, only one, two.');
    expect(stderr).toContain('export default defineDemo(');
  });

  test('its default export is something else', async () => {
    expect(await refused('other.mjs', 'export default () => 1;')).toContain('its default export is of type function');
  });

  test('its definition is incomplete', async () => {
    const stderr = await refused(
      'half.mjs',
      "import { defineDemo } from 'pyconc';\nexport default defineDemo({ name: 'half' });",
    );
    expect(stderr).toContain('`title` is missing');
    expect(stderr).toContain('half.mjs:2:16');
  });

  test('its main is async: it blocks, as in Python', async () => {
    const source = demoSource('return 1;').replace('main(', 'async main(');
    const stderr = await refused('async.mjs', source);
    expect(stderr).toContain('main is async: what a thread runs blocks instead (`sleep(1)`, not `await`)');
    expect(stderr).toMatch(/at async\.mjs:\d+:\d+/);
  });

  test('it starts itself', async () => {
    const stderr = await refused(
      'own.mjs',
      "import { run } from 'pyconc';\nexport function main() {}\nawait run(main);",
    );
    expect(stderr).toContain('calls run() itself');
    expect(stderr).toMatch(/Start it with: node .*own\.mjs/);
  });

  test('it is a program that starts itself, and ends itself afterwards', async () => {
    const program = "import { run } from 'pyconc';\nexport function main() {}\nawait run(main);\nprocess.exit(7);";
    expect(await refused('own-exits.mjs', program)).toContain('calls run() itself');
  });

  test('it throws while it is loaded: the message, and where', async () => {
    const stderr = await refused('throws.mjs', "function fail() {\n  throw new TypeError('no luck');\n}\nfail();");
    expect(stderr).toBe('pyconc: throws.mjs could not be loaded: TypeError: no luck\n    at throws.mjs:2:9');
  });

  test('it throws a value that is not an error', async () => {
    expect(await refused('throws-text.mjs', "throw 'a text';")).toContain('it threw a text');
  });

  test('it has a syntax error: the message, and where', async () => {
    const stderr = await refused('syntax.mjs', 'export const a = 1;\nexport const b = = 2;\n');
    expect(stderr).toBe(
      "pyconc: syntax.mjs could not be loaded: SyntaxError: Unexpected token '='\n    at syntax.mjs:2",
    );
  });

  test('it imports a name or a file that does not exist', async () => {
    expect(await refused('imports.mjs', "import { nothing } from 'node:fs';")).toMatch(
      /'nothing'\n {4}at imports\.mjs:1/,
    );
    expect(await refused('imports-file.mjs', "import './nowhere.mjs';")).toContain('nowhere.mjs');
  });

  test.each([
    ['a timer', "setTimeout(() => { throw new RangeError('late'); });"],
    ['a promise', "Promise.reject(new RangeError('late'));"],
  ])('%s that it leaves behind throws an uncaught error', async (what, leaves) => {
    const path = file(directory, `leaves ${what}.mjs`, `${leaves}${demoSource('sleep(5);')}`);
    const { stderr, exitCode } = await pyconc(['run', path]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('uncaught error outside main() and its threads: RangeError: late\n');
    expect(stderr).toMatch(/^ {4}at .*leaves a (timer|promise)\.mjs:1:\d+$/m);
    expect(stderr.match(/^ +at /gm)).toHaveLength(1);
  });

  test('it calls process.exit while it is loaded', async () => {
    expect(await refused('exits.mjs', 'process.exit(0);')).toContain('calls process.exit while it is being loaded');
  });

  test('its top-level await never settles', async () => {
    const stderr = await refused('waits.mjs', 'await new Promise(() => {});');
    expect(stderr).toContain(
      'was not loaded within 10 s: it computes for long, or a top-level `await` in it does not settle',
    );
  });

  test('it is Python', async () => {
    expect(await refused('program.py', 'print(1)')).toContain('is a Python program');
  });

  test('it is TypeScript that this Node cannot load', async () => {
    const path = file(directory, 'typed.ts', `const one: number = 1;${demoSource('return one;')}`);
    const { stderr, exitCode } = await pyconc(['run', path]);
    if ((process.features as { typescript?: unknown }).typescript) {
      expect(exitCode).toBe(0);
    } else {
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(
        /needs Node 22\.18, 23\.6 or newer, or a loader\.\n.*NODE_OPTIONS='--import tsx'.*npx -p typescript tsc .*--module nodenext/,
      );
    }
  });
});
