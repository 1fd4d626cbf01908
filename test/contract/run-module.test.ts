/** `run` with arguments, and with a module's URL in place of a function. */
import { fileURLToPath } from 'node:url';
import { type ModuleRunOptions, run, Value } from 'pyconc';
import { expect, expectTypeOf, test } from 'vitest';
import { change, count, main } from '../../build/programs/jobs.js';
import { runFile } from '../run-file.js';

const program = (name: string) => new URL(`../../build/programs/${name}.js`, import.meta.url);
const jobs = program('jobs');
const quiet = { onEvent() {}, timeout: 100 };

const shared = new Value('i', 10, 'of the host');

test('main gets copies of its arguments, and the shared objects themselves', async () => {
  const list = [1, 2, 3];
  const { result } = await run(change, { args: [list, shared], ...quiet });
  expect(result).toEqual([[1, 2, 3, 4], 14]);
  expect(list).toEqual([1, 2, 3]);
  expect((await run(main, { args: ['a word'], ...quiet })).result).toBe('main was given a word');
  expect((await run(main, { args: [], ...quiet })).result).toBe('main was given nothing');
});

test('arguments that cannot be copied fail the run, and a value that is not a list is refused', async () => {
  const { reason, error } = await run(jobs, 'main', { args: [() => 1], ...quiet });
  expect(reason).toBe('failed');
  expect(error?.message).toMatch(/^an argument of MainThread cannot be passed to another thread: /);
  await expect(run(jobs, 'main', { args: 5 as unknown as number[], ...quiet })).rejects.toThrow(/^args is a list/);
});

test('arguments and results have the types of the function', async () => {
  const optional = (_count: number, _name?: string) => 1;
  const typesOf = () => {
    expectTypeOf(run(optional, { args: [1] }))
      .resolves.toHaveProperty('result')
      .toEqualTypeOf<number | undefined>();
    run(optional, { args: [1, 'one'] });
    run(count, { args: [1, 2, 3] as const });
    // @ts-expect-error: it cannot do without
    run(optional);
    // @ts-expect-error: options, and still no arguments
    run(optional, { timeout: 3 });
    // @ts-expect-error: text where it takes a number
    run(optional, { args: ['one'] });
    // @ts-expect-error: one too many
    run(optional, { args: [1, 'one', 2] });
    expectTypeOf(run<string>(jobs, 'main')).resolves.toHaveProperty('result').toEqualTypeOf<string | undefined>();
    expectTypeOf(run(jobs)).resolves.toHaveProperty('result').toEqualTypeOf<unknown>();
  };
  expect(typesOf).toBeTypeOf('function');
});

test.each<[string, ...([ModuleRunOptions] | [string, ModuleRunOptions])]>([
  ['main was given nothing', quiet],
  ['main was given a word', 'main', { args: ['a word'], ...quiet }],
  ['main was given a word', { args: ['a word'], ...quiet }],
  ['me', 'nap', { args: [0, 'me'], ...quiet }],
  ['me', { name: 'nap', args: [0, 'me'], ...quiet }],
])('a program is found by its module’s URL and its name: %s', async (wanted, first, second?: ModuleRunOptions) => {
  for (const module of [jobs, jobs.href, fileURLToPath(jobs)]) {
    const result = typeof first === 'string' ? run<string>(module, first, second) : run<string>(module, first);
    expect(await result).toMatchObject({ reason: 'completed', result: wanted });
  }
});

test('shared objects of a module that this thread has not loaded are new in each run', async () => {
  const fresh = new URL(`${jobs.href}?fresh`);
  for (let i = 0; i < 3; i++) expect((await run(fresh, 'count', { args: [i, 1], ...quiet })).result).toBe(i + 1);
});

test('a demo is found as what its module exports by default, and judged', async () => {
  const demo = new URL('../../dist/demos/thread-create.js', import.meta.url);
  for (const result of [await run(demo, { ...quiet, speed: 'max' }), await run(demo, 'default', quiet)]) {
    expect(result).toMatchObject({ demo: 'thread-create', reason: 'completed', outcome: { grade: 'expected' } });
  }
  await expect(run(demo, { args: [1], ...quiet })).rejects.toThrow(/^a demo is not given `args`, but `params`/);
});

test('a program that starts itself can be started by another, by its name: it runs once, and the tail does nothing', async () => {
  for (const name of ['main', undefined]) {
    const { reason, result, threads } = await run(program('own-exits'), { name, ...quiet });
    expect({ reason, result }).toEqual({ reason: 'completed', result: 'all is well' });
    expect(threads).toHaveLength(2);
  }
});

test.each([
  ['five', /^five is not exported by .*jobs\.js/],
  ['missing', /^missing is not exported by .*jobs\.js.*write `export function missing`/],
  ['later', /^later is async: what a thread runs blocks/],
  ['default', /^default is not exported by .*jobs\.js/],
])('what is exported as %s fails the run, with the remedy', async (name, message) => {
  const { reason, error } = await run(jobs, name, quiet);
  expect(reason).toBe('failed');
  expect(error?.message).toMatch(message);
});

test('a module that is not there, or throws, fails the run, whether its name is given or not', async () => {
  for (const name of ['main', undefined]) {
    expect((await run(program('nowhere'), { name, ...quiet })).error?.message).toMatch(/^Cannot find module .*nowhere/);
    const { error } = await run(program('import-throws'), { name, ...quiet });
    expect(error).toMatchObject({ type: 'RangeError', message: 'not in a thread' });
  }
});

test.each([['./jobs.js'], ['main'], ['']])(
  'a name that is neither a URL nor an absolute path is refused: %o',
  async (module) => {
    await expect(run(module, quiet)).rejects.toThrow(
      /write run\(new URL\('.\/jobs\.js', import\.meta\.url\), 'main'\)/,
    );
  },
);

test('a file may give its own URL', async () => {
  const { stdout, stderr, code } = await runFile('own-by-url');
  expect({ stdout, stderr, code }).toEqual({ stdout: 'I am main\ncompleted 7\n', stderr: '', code: 0 });
});

test('a file whose program is elsewhere says how that ended, and prints its output', async () => {
  const { stdout, stderr, code } = await runFile('start-elsewhere-by-url');
  expect(stdout).toBe('me sleeps\nme completed\n');
  expect(stderr).toBe('');
  expect(code).toBe(0);
});
