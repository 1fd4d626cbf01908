import { setExcepthook } from 'pyconc/threading';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/excepthook.js';
import { endings, observe } from '../observe.js';

test('it is told of an exception that ends a thread, in that thread, and the others go on', async () => {
  const run = await observe(program.hooked);
  const name = 'Thread-1 (fail)';
  expect(run.said).toEqual([
    `${name}: ${name} true RangeError too far RangeError: too far`,
    `${name}: true`,
    'MainThread: main goes on',
  ]);
  expect(endings(run)).toEqual({ MainThread: 'returned', [name]: 'exception', 'Thread-2 (succeed)': 'returned' });
});

test('the thread still ends by its exception, and nobody else need report it', async () => {
  const run = await observe(program.hooked);
  const ends = run.events.filter((event) => event.type === 'thread.end');
  expect(run.reason).toBe('failed');
  expect(ends.map(({ hooked, error }) => [hooked, error?.type])).toEqual([
    [true, 'RangeError'],
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

test('it is told of the thread as its class made it', async () => {
  expect((await observe(program.hookedSubclass)).logs).toEqual(['true RangeError: in a subclass']);
});

test('undefined takes it back', async () => {
  const run = await observe(program.restored);
  expect(run.logs).toEqual([]);
  expect(run.events.filter((event) => event.type === 'thread.end' && event.hooked)).toEqual([]);
});

test('each run begins without one', async () => {
  await observe(program.hooked);
  const run = await observe(program.restored);
  expect(run.logs).toEqual([]);
});

test('if it fails itself, that is said on stderr, and the exception is reported after all', async () => {
  const run = await observe(program.hookFails);
  const [line] = run.events.filter((event) => event.type === 'log');
  expect(line?.stream).toBe('stderr');
  expect(line?.text).toMatch(/^Exception in threading\.excepthook:\nTypeError: the hook fails too/);
  expect(run.events.filter((event) => event.type === 'thread.end' && event.hooked)).toEqual([]);
});

test('it may be in a module that the thread has not loaded', async () => {
  expect((await observe(program.hookElsewhere)).logs).toEqual(['elsewhere RangeError']);
});

test('it must be an exported function that is not async, and set in a run', async () => {
  const { result } = await observe(program.badHooks);
  expect(result?.[0]).toMatch(/^TypeError: the function `\(\) => \{\s*\}` is not exported by /);
  expect(result?.[1]).toMatch(/^TypeError: asynchronous is async: /);
  expect(result?.[2]).toBe('TypeError: a function is needed here, not a number');
  expect(() => setExcepthook(undefined)).toThrow('no program is running here');
});

test('process.exit is not its business, and anything that is thrown is', async () => {
  const run = await observe(program.otherEndings);
  expect(run.logs).toEqual(['string just text']);
});

test('it can be changed while threads fail: each tells one of the two', async () => {
  const run = await observe(program.changeHooks);
  expect(run.events.filter((event) => event.type === 'log' && event.stream === 'stderr')).toEqual([]);
  expect(run.events.filter((event) => event.type === 'thread.end' && event.hooked)).toHaveLength(20);
});
