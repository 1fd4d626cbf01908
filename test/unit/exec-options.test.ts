import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { inheritedOptions } from '../../src/runtime/exec-options.js';

test('what finds and loads modules is inherited, with its values', () => {
  const loading = [
    ...['--import', 'data:text/javascript,0', '--import=data:text/javascript,1', '--require', 'fs', '-r', 'path'],
    ...['--conditions', 'one', '--conditions=two', '-C', 'three', '--preserve-symlinks', '--enable-source-maps'],
    ...['--no-warnings', '--disable-warning=ExperimentalWarning'],
  ];
  expect(inheritedOptions(loading)).toEqual(loading);
});

test('what is run, watched, debugged or measured is not inherited, nor is what only a process can be told', () => {
  const own = [
    ...['--eval', '--print', '--check', '--test', '--watch', '--inspect', '--inspect-brk=0', '--cpu-prof'],
    ...['--max-old-space-size=100', '--expose-gc', '--title=mine'],
  ];
  expect(inheritedOptions(own)).toEqual([]);
  expect(inheritedOptions(['--eval', '0', '--import', './hooks.js', '--watch'])).toEqual(['--import', './hooks.js']);
});

test('a worker takes what is inherited', async () => {
  const execArgv = inheritedOptions(['--import', 'data:text/javascript,0', '-r', 'fs', '-C', 'x', '--no-warnings']);
  const worker = new Worker('0', { eval: true, execArgv });
  expect(await new Promise((resolve) => worker.once('exit', resolve))).toBe(0);
});
