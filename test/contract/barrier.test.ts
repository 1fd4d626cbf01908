import { RuntimeError } from 'pyconc';
import { BrokenBarrierError } from 'pyconc/threading';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/barrier.js';
import { observe } from '../observe.js';

const virtual = { speed: 'max' } as const;
const broken = 'BrokenBarrierError: ';

test('it needs at least one party', async () => {
  expect((await observe(program.makeThem)).result).toEqual([
    'ValueError: parties must be > 0',
    'ValueError: parties must be > 0',
    'TypeError: parties is a whole number, not 2.5',
    'TypeError: parties is a whole number, not NaN',
    'TypeError: parties is a whole number, not a string',
    expect.stringMatching(
      /^TypeError: options are given as an object, new Barrier\(3, \{ action, timeout \}\), not as a function$/,
    ),
  ]);
});

test('BrokenBarrierError is a RuntimeError', () => {
  expect(new BrokenBarrierError()).toBeInstanceOf(RuntimeError);
});

test('threads pass it in step, round after round', async () => {
  const { reason, result } = await observe(program.tenRounds);
  expect(reason).toBe('completed');
  expect(result).toEqual({ said: [], waiting: 0, broken: false, parties: 5 });
});

test('in each of 300 rounds without a pause each thread gets another number', async () => {
  const { reason, result } = await observe(program.indices);
  expect(reason).toBe('completed');
  expect(result).toBe(0);
});

test('the number is the order of arrival', async () => {
  const { result } = await observe(program.inOrder, virtual);
  const sorted = (result as number[][]).sort(([a = 0], [b = 0]) => a - b);
  expect(sorted).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 3],
    [5, 4],
  ]);
});

test('it reports how many threads wait, and whether it is broken', async () => {
  const { result } = await observe(program.facts, virtual);
  const at = '<threading.Barrier at 0xN';
  expect(result).toEqual([
    [0, false, `${at}: waiters=0/5>`],
    [2, false, `${at}: waiters=2/5>`],
    [0, true, `${at}: broken>`],
    [0, true, `${at}: broken>`],
    [0, false, `${at}: waiters=0/5>`],
  ]);
});

test('the action is called once per round, by the last thread to come, before any of them continues', async () => {
  expect((await observe(program.actions)).result).toEqual({ calls: 20, isByLast: true });
});

test('an action runs wherever its barrier is passed to, whichever module it is in', async () => {
  const { reason, logs } = await observe(program.actionElsewhere, virtual);
  expect(reason).toBe('completed');
  expect(logs).toEqual(['action', 'action']);
});

test('a barrier that comes out of a queue still has its action', async () => {
  expect((await observe(program.actionThroughQueue)).result).toEqual([1, [0, 1]]);
});

test('an exception of the action is for its caller; the others find a broken barrier', async () => {
  const { result } = await observe(program.actionThrows);
  expect(result).toEqual({
    answers: [broken, broken, 'RangeError: no good'],
    broken: true,
    next: broken,
    repaired: false,
  });
});

test('an action must be an exported function that is not async', async () => {
  const { result } = await observe(program.badActions);
  expect(result?.[0]).toMatch(/^TypeError: asynchronous is async: /);
  expect(result?.[1]).toMatch(/^TypeError: the function `\(\) => \{\s*\}` is not exported by /);
  expect(result?.[2]).toBe('TypeError: a function is needed here, not a number');
});

test('abort breaks it for threads that wait and threads that come', async () => {
  const { result } = await observe(program.abort);
  expect(result?.answers).toEqual([...Array(4).fill('BrokenBarrierError'), 'aborted']);
  expect(result).toMatchObject({ broken: true, next: broken });
});

test('reset sends waiting threads away, and the barrier is as new', async () => {
  const { reason, result } = await observe(program.reset);
  expect(reason).toBe('completed');
  expect(result).toEqual({
    answers: [...Array(4).fill('BrokenBarrierError'), ...Array(5).fill('together again')],
    broken: false,
    waiting: 0,
  });
});

test('a round right after a reset does not affect the threads that were sent away, 100 times of 100', async () => {
  const { reason, result } = await observe(program.resetAndRefill, virtual);
  expect(reason).toBe('completed');
  expect(result).toBe(100);
});

test('reset repairs a broken one', async () => {
  expect((await observe(program.abortAndReset)).result).toEqual([true, broken, false, 15]);
});

test('reset of a broken one that threads are still leaving repairs it for those that come', async () => {
  const { result } = await observe(program.resetWhileBroken, virtual);
  expect(result).toEqual({ errors: ['BrokenBarrierError', 'BrokenBarrierError'], passed: 5 });
});

test('a thread that runs out of time breaks it for all, at once', async () => {
  const { result } = await observe(program.timeouts, virtual);
  expect(result?.answers).toEqual([
    [0, 'BrokenBarrierError', ''],
    [0, 'BrokenBarrierError', ''],
  ]);
  expect(result?.seconds).toBeCloseTo(0.2, 6);
  expect(result?.broken).toBe(true);
});

test('a wait without a timeout has that of the barrier', async () => {
  const { result } = await observe(program.defaultTimeout, virtual);
  expect(Object.values(result ?? {}).map(({ answer }) => answer)).toEqual([broken, broken, broken, broken]);
  expect(Object.values(result ?? {}).map(({ seconds }) => seconds.toFixed(3))).toEqual([
    '0.300',
    '0.100',
    '0.000',
    '0.000',
  ]);
});

test('a timeout in real time ends on time', async () => {
  const { result } = await observe(program.timeouts);
  expect(result?.seconds).toBeGreaterThan(0.12);
  expect(result?.seconds).toBeLessThan(2);
});

test('an invalid timeout is refused, and nothing has changed', async () => {
  expect((await observe(program.strangeTimeouts)).result).toEqual([
    'ValueError: Invalid value NaN (not a number)',
    'OverflowError: timestamp out of range for platform time_t',
    'TypeError: a time is a number of seconds, not a string',
    false,
    0,
  ]);
});

test('a single thread never waits at a barrier for one', async () => {
  expect((await observe(program.alone)).result).toEqual([0, 0, 0]);
});

test('the time of the previous round does not count for threads that come meanwhile', async () => {
  const { result } = await observe(program.slowAction, virtual);
  expect(result).toEqual({ answers: [null, null, null, null], broken: false });
});
