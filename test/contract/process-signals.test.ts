import { expect, test } from 'vitest';
import * as program from '../../build/programs/process-signals.js';
import { observe } from '../observe.js';

test('exit handlers of a process run however its target ends, and may change its exit code', async () => {
  const { result, events } = await observe(program.endInAllWays);
  expect(result).toEqual([0, 1, 3, 4, 6, 7, 1]);
  const lines = events.flatMap((event) => (event.type === 'log' ? [event.text.replace(/^ +at .*/, 'at')] : []));
  expect(lines.filter((line) => line !== 'at')).toEqual([
    ...['return', 'beforeExit 0', 'exit 0'],
    ...['throw', 'exit 1'],
    ...['exit', 'exit 3'],
    ...['exitcode', 'beforeExit 4', 'exit 4'],
    ...['handler', 'beforeExit 0', 'exit 0'],
    ...['twice', 'beforeExit 0', 'exit 0'],
    ...['fail', 'beforeExit 0', 'exit 0', 'RangeError: in the handler'],
  ]);
});

test('a SIGTERM handler of a process is called wherever its MainThread sleeps', async () => {
  const { result, logs, reason } = await observe(program.terminateInAll);
  expect(result).toEqual(Array(6).fill(5));
  expect(logs).toEqual(Array(6).fill('SIGTERM 15'));
  expect(reason).toBe('completed');
});

test('a process that handles SIGTERM continues what it was doing, and gets what it waits for', async () => {
  const { result } = await observe(program.survive);
  expect(result).toEqual([['handled', 'an item'], ['handled', 'has the lock'], -15]);
});

test('an exception of a signal handler ends its process as any other does', async () => {
  const { result, logs, threads } = await observe(program.failOnTerm);
  expect([result, logs]).toEqual([1, ['exit 1']]);
  expect(threads[1]).toMatchObject({ process: 'Process-1', end: 'exception', error: { message: 'terminated' } });
});

test('SIGINT to a process alone is its KeyboardInterrupt, unless it has a handler', async () => {
  const { result, logs, threads } = await observe(program.interruptAll);
  expect(result).toEqual([1, 1, 0]);
  expect(logs).toEqual(['exit 1']);
  expect(threads.map(({ end, error }) => [end, error?.type])).toEqual([
    ['returned', undefined],
    ['exception', 'KeyboardInterrupt'],
    ['exception', 'KeyboardInterrupt'],
    ['returned', undefined],
  ]);
});
