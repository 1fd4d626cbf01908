import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { file, folder, pyconc } from './pyconc.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const directory = folder();

/** A folder within this clone, where pyconc is found by its name; with a package.json, a project of its own. */
function project(name: string, packageJson?: object): string {
  const cwd = join(directory, name);
  mkdirSync(cwd);
  if (packageJson !== undefined) {
    file(cwd, 'package.json', JSON.stringify(packageJson));
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(ROOT, join(cwd, 'node_modules/pyconc'), 'dir');
  }
  return cwd;
}

/** The command that the last line of the output gives. */
const nextCommand = (stdout: string) => (/^Run it: npx pyconc (.+)$/m.exec(stdout)?.[1] ?? '').split(' ');

describe('pyconc new <name>', () => {
  test('writes a demo that runs with the command it prints', async () => {
    const cwd = project('plain');
    const { stdout, stderr, exitCode } = await pyconc(['new', 'my-first'], { cwd });
    expect({ stderr, exitCode, files: readdirSync(cwd) }).toEqual({ stderr: '', exitCode: 0, files: ['my-first.js'] });
    expect(nextCommand(stdout)).toEqual(['run', './my-first.js']);
    const run = await pyconc([...nextCommand(stdout), '--json', '--speed', 'max'], { cwd });
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(run.stdout).runs[0]).toMatchObject({
      demo: 'my-first',
      result: { visitors: 10, expected: 10 },
      outcome: { name: 'all-counted', grade: 'expected' },
    });
  });

  test('accepts a name with its ending', async () => {
    const cwd = project('ending');
    await pyconc(['new', 'mine.js'], { cwd });
    expect(readdirSync(cwd)).toEqual(['mine.js']);
  });

  test('names the file so that Node treats it as a module', async () => {
    const cwd = project('commonjs', { type: 'commonjs' });
    const { stdout } = await pyconc(['new', 'mine'], { cwd });
    expect(nextCommand(stdout)).toEqual(['run', './mine.mjs']);
    expect((await pyconc(['run', './mine.mjs', '-q', '--speed', 'max'], { cwd })).stdout).toContain('all-counted');
  });

  test('with --ts writes TypeScript that compiles, strictly, and runs', async () => {
    const cwd = project('typed');
    const { stdout } = await pyconc(['new', 'mine', '--ts'], { cwd });
    expect(readFileSync(join(cwd, 'mine.ts'), 'utf8')).toContain('times: number');
    const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', pathToFileURL(ROOT)));
    const options = '--module nodenext --target es2022 --lib es2022,dom --strict --ignoreConfig';
    const compiled = await execa(process.execPath, [tsc, 'mine.ts', ...options.split(' ')], { cwd, reject: false });
    expect(compiled.stdout).toBe('');
    expect((await pyconc(['run', './mine.js', '-q', '--speed', 'max'], { cwd })).stdout).toContain('all-counted');
    expect(nextCommand(stdout)[1]).toMatch(/^\.\/mine\.[jt]s$/);
  });

  test('overwrites nothing', async () => {
    const cwd = project('twice');
    file(cwd, 'mine.js', 'precious');
    const { stdout, stderr, exitCode } = await pyconc(['new', 'mine'], { cwd });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(/^pyconc: there is a file mine\.js already\./);
    expect(readFileSync(join(cwd, 'mine.js'), 'utf8')).toBe('precious');
  });

  test.each(['My-Demo', 'a/b', '../up', '-', 'two words', ''])('refuses the name "%s"', async (name) => {
    const { stderr, exitCode } = await pyconc(['new', '--', name], { cwd: directory });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is no name for a demo');
  });

  test('can be shown, too', async () => {
    const cwd = project('shown');
    await pyconc(['new', 'mine'], { cwd });
    expect((await pyconc(['show', './mine.js'], { cwd })).stdout).toMatch(/^mine: Visitors, counted at two doors$/m);
  });
});
