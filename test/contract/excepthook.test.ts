import { setExcepthook } from 'pyconc/threading';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/excepthook.js';
import { endings, observe } from '../observe.js';

test('it is called for an exception that ends a thread, in that thread, and the others continue', async () => {
  const run = await observe(program.hooked);
  const name = 'Thread-1 (fail)';
  expect(run.said).toEqual([
    `${name}: ${name} true RangeError too far RangeError: too far`,
    `${name}: true`,
    'MainThread: main goes on',
  ]);
  expect(endings(run)).toEqual({ MainThread: 'returned', [name]: 'exception', 'Thread-2 (succeed)': 'returned' });
});

test('the thread still ends by its exception, which nothing else has to report', async () => {
  const run = await observe(program.hooked);
  const ends = run.events.filter((event) => event.type === 'thread.end');
  expect(run.reason).toBe('failed');
  expect(ends.map(({ hooked, error }) => [hooked, error?.type])).toEqual([
    [true, 'RangeError'],
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

test('it gets the thread as an instance of its class', async () => {
  expect((await observe(program.hookedSubclass)).logs).toEqual(['true RangeError: in a subclass']);
});

test('undefined removes it', async () => {
  const run = await observe(program.restored);
  expect(run.logs).toEqual([]);
  expect(run.events.filter((event) => event.type === 'thread.end' && event.hooked)).toEqual([]);
});

test('each run begins without one', async () => {
  await observe(program.hooked);
  const run = await observe(program.restored);
  expect(run.logs).toEqual([]);
});

test('if it fails itself, stderr says so, and the exception is reported after all', async () => {
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

test('it is not called for process.exit, and it is for any value that is thrown', async () => {
  const run = await observe(program.otherEndings);
  expect(run.logs).toEqual(['string just text']);
});

test('it can be changed while threads fail: each calls one of the two', async () => {
  const run = await observe(program.changeHooks);
  expect(run.events.filter((event) => event.type === 'log' && event.stream === 'stderr')).toEqual([]);
  expect(run.events.filter((event) => event.type === 'thread.end' && event.hooked)).toHaveLength(20);
});
