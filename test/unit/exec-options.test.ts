import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { inheritedOptions, threadOptions } from '../../src/runtime/host/exec-options.js';

test('options that find and load modules are inherited, with their values', () => {
  const loading = [
    ...['--import', 'data:text/javascript,0', '--import=data:text/javascript,1', '--require', 'fs', '-r', 'path'],
    ...['--conditions', 'one', '--conditions=two', '-C', 'three', '--preserve-symlinks', '--enable-source-maps'],
    ...['--no-warnings', '--disable-warning=ExperimentalWarning'],
  ];
  expect(inheritedOptions(loading)).toEqual(loading);
});

test('options that run, watch, debug or measure are not inherited, nor are those that only a process takes', () => {
  const own = [
    ...['--eval', '--print', '--check', '--test', '--watch', '--inspect', '--inspect-brk=0', '--cpu-prof'],
    ...['--max-old-space-size=100', '--expose-gc', '--title=mine'],
  ];
  expect(inheritedOptions(own)).toEqual([]);
  expect(inheritedOptions(['--eval', '0', '--import', './hooks.js', '--watch'])).toEqual(['--import', './hooks.js']);
});

test('a worker takes the inherited options', async () => {
  const execArgv = inheritedOptions(['--import', 'data:text/javascript,0', '-r', 'fs', '-C', 'x', '--no-warnings']);
  const worker = new Worker('0', { eval: true, execArgv });
  expect(await new Promise((resolve) => worker.once('exit', resolve))).toBe(0);
});

test('tsx, given by its name or by its file, is asked to work in the thread as well', () => {
  const loader = import.meta.resolve('tsx');
  for (const [execArgv, environment] of [
    [['--import', 'tsx'], ''],
    [['--import=tsx'], ''],
    [['--require', '/somewhere/preflight.cjs', '--import', loader], ''],
    [[], '--max-old-space-size=4000 --import tsx'],
    [['--import', 'tsx/esm'], ''],
  ] as const) {
    const options = threadOptions(execArgv, environment);
    expect(options.slice(0, -2)).toEqual(execArgv);
    expect(options.slice(-2)).toEqual(['--import', expect.stringMatching(/^data:text\/javascript,.*register/)]);
    expect(decodeURIComponent(options.at(-1) as string)).toMatch(/"file:\/\/.*\/tsx\/dist\/esm\/api\/index\.mjs"/);
  }
});

test('another loader, or one that does not exist, is passed on unchanged', () => {
  for (const name of [
    './tsx.js',
    'tsx-like',
    'data:text/javascript,0',
    '/nowhere/tsx/loader.mjs',
    'file:///nowhere/tsx/x.mjs',
  ]) {
    expect(threadOptions(['--import', name], '')).toEqual(['--import', name]);
  }
});
