import { expect, test } from 'vitest';
import * as program from '../../build/programs/timer.js';
import { endings, observe } from '../observe.js';

const virtual = { speed: 'max' } as const;

test('it calls its function once, after its interval, with its arguments', async () => {
  const { result } = await observe(program.callLater, virtual);
  expect(result).toEqual({
    early: [false, true, 0],
    args: ['dinner', { loud: true }],
    late: expect.closeTo(2, 6),
    after: [true, false],
    interval: 2,
  });
});

test('without arguments it has empty ones of its own, which can still be changed before it is started', async () => {
  const { result } = await observe(program.argumentsOfNone, virtual);
  expect(result).toEqual([
    [[], {}],
    [[], {}],
    [['changed'], { loud: true }],
    [0, 'changed', { loud: true }],
  ]);
});

test('cancelled before its time it calls nothing, and ends at once', async () => {
  const { result } = await observe(program.cancelInTime, virtual);
  expect(result).toEqual({ calls: 0, seconds: 0, finished: true });
});

test('it can be cancelled before it is started', async () => {
  const { result } = await observe(program.cancelBeforeStart, virtual);
  expect(result).toEqual({ calls: 0, seconds: 0 });
});

test('cancelling it afterwards changes nothing', async () => {
  expect((await observe(program.cancelTooLate)).result).toBe(1);
});

test('an interval of 0 or less ends at once', async () => {
  const { result } = await observe(program.intervals, virtual);
  expect(result).toEqual([
    [1, 0],
    [2, 0],
  ]);
});

test('it is not finished if its function throws', async () => {
  const run = await observe(program.failing);
  expect(run.result).toEqual([false, false]);
  expect(run.reason).toBe('failed');
  expect(endings(run)).toEqual({ MainThread: 'returned', 'Thread-1': 'exception' });
});

test('it is a thread like others, named by number alone, and started once', async () => {
  const { result } = await observe(program.names);
  expect(result).toEqual({
    kinds: [
      ['Thread-1', false, '<Timer(Thread-1, initial)>', true],
      ['Thread-2', false, '<Timer(Thread-2, initial)>', true],
    ],
    again: 'RuntimeError: threads can only be started once',
    unstarted: 'RuntimeError: cannot join thread before it is started',
  });
});

test('its function must be exported, and not async', async () => {
  const { result } = await observe(program.badTargets);
  expect(result?.[0]).toMatch(/^TypeError: the function `\(\) => \{\s*\}` is not exported by /);
  expect(result?.[1]).toMatch(/^TypeError: asynchronous is async: /);
  expect(result?.[2]).toBe('TypeError: a Timer calls a function, not a string');
});

test('run() called directly waits and calls in the calling thread', async () => {
  expect((await observe(program.runDirectly)).result).toEqual([['MainThread'], true, false]);
});

test('a subclass finds its function and arguments, and can ring again and again', async () => {
  expect((await observe(program.repeat, virtual)).result).toEqual(['tick', 'tick', 'tick']);
});

test('a subclass can do all that its base class does', async () => {
  const { result, logs } = await observe(program.announce, virtual);
  expect(result).toEqual([[['once', { loud: true }]], true]);
  expect(logs).toEqual(["before [ 'once' ] { loud: true }", 'after']);
});

test('cancelled at any moment it calls its function once or not at all', async () => {
  const { reason, result } = await observe(program.cancelAnytime);
  expect(reason).toBe('completed');
  expect(result).toEqual({ areOnce: true, finished: true });
});
