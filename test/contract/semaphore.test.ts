import { expect, test } from 'vitest';
import * as program from '../../build/programs/semaphore.js';
import { observe } from '../observe.js';

const virtual = { speed: 'max' } as const;

test('it begins with 1 permit by default, and never with fewer than none', async () => {
  const { result } = await observe(program.makeThem);
  expect(result?.values).toEqual([1, 0, 3, 1, 2]);
  const negative = 'ValueError: semaphore initial value must be >= 0';
  expect(result?.refused).toEqual([
    [negative, negative],
    [negative, negative],
    ...['1.5', 'NaN'].map((value) => Array(2).fill(`TypeError: a semaphore counts in whole numbers, not ${value}`)),
    Array(2).fill('OverflowError: a semaphore counts to 2147483647'),
  ]);
});

test.each([program.releaseOneByOne, program.releaseManyAtOnce])(
  '7 permits for 10 threads that want two each let through as many as there are, phase by phase: %o',
  async (main) => {
    const { result } = await observe(main, virtual);
    expect(result).toEqual({ counts: [6, 13, 19, 20], phases: [6, 0, 7, 6, 1], isAll: true, locked: false });
  },
);

test('of 10 tries at 3 permits exactly 3 succeed', async () => {
  expect((await observe(program.tryContended)).result).toBe(3);
});

test("acquire follows Python's rules for blocking and timeout, which are not those of a lock", async () => {
  const { result } = await observe(program.options);
  const contradiction = "ValueError: can't specify timeout for non-blocking acquire";
  const expected = {
    free: Array(7).fill(true),
    errors: [contradiction, contradiction, contradiction],
    none: [
      false,
      false,
      false,
      'ValueError: Invalid value NaN (not a number)',
      'OverflowError: timestamp out of range for platform time_t',
      'TypeError: a time is a number of seconds, not a string',
      'TypeError: options are given as an object, acquire({ blocking, timeout }), not as a boolean',
    ],
    value: 0,
  };
  expect(result).toEqual([expected, expected]);
});

test('a timeout that runs out returns false, on time', async () => {
  const { result } = await observe(program.waitInVain);
  expect(result?.answer).toBe(false);
  expect(result?.seconds).toBeGreaterThan(0.18);
  expect(result?.seconds).toBeLessThan(3);
});

test('a thread that is woken and finds the permit taken waits on, with one deadline for all its waits', async () => {
  const { result } = await observe(program.loseToThieves, virtual);
  expect(result).toHaveLength(10);
  const losers = result?.filter(({ answer }) => !answer) ?? [];
  for (const { seconds } of losers) expect(seconds).toBeCloseTo(1, 6);
  for (const { seconds } of result ?? []) expect(seconds).toBeLessThanOrEqual(1.000_001);
  // Would show nothing if no thief ever got the permit that it has just released.
  expect(losers.length).toBeGreaterThan(0);
});

test('each of several releases in a row wakes a thread, 100 times of 100', async () => {
  const { reason, result } = await observe(program.releaseTwiceQuickly, virtual);
  expect(reason).toBe('completed');
  expect(result).toBe(100);
});

test('fewer than one permit cannot be released', async () => {
  const { result } = await observe(program.releaseNothing);
  const few = 'ValueError: n must be one or more';
  expect(result?.refused.slice(0, 2).flat()).toEqual(Array(4).fill(few));
  expect(result?.refused.slice(2).flat()).toEqual(
    ['NaN', '1.5', 'a string', 'null'].flatMap((n) =>
      Array(2).fill(`TypeError: a semaphore counts in whole numbers, not ${n}`),
    ),
  );
  expect(result?.values).toEqual([1, 1]);
});

test('a bounded one takes back no more than it has given, all or nothing; an unbounded one takes any number', async () => {
  const { result } = await observe(program.releaseTooOften);
  const tooMany = 'ValueError: Semaphore released too many times';
  expect(result).toEqual({
    unbounded: 7,
    full: tooMany,
    two: tooMany,
    after: 1,
    bounded: 2,
    beyond: 'OverflowError: a semaphore counts to 2147483647',
  });
});

test('there are never more threads inside than permits', async () => {
  const { reason, result } = await observe(program.shareRoom);
  expect(reason).toBe('completed');
  expect(result).toEqual({ inside: 0, isBounded: true, value: 3 });
});

test('waiting threads are woken in the order in which they came, 10 of 10', async () => {
  const { result } = await observe(program.wakeInOrder, virtual);
  expect(result).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('any thread may release', async () => {
  expect((await observe(program.releaseElsewhere)).result).toEqual([true, 0]);
});

test('with and hold give the permit back, also after an exception', async () => {
  const { result } = await observe(program.withBodies);
  const expected = ['Error: in the body', 'Error: in the block', 'value', [0, 0, 1]];
  expect(result).toEqual([expected, expected]);
});

test('its repr shows its value, and the maximum of a bounded one', async () => {
  expect((await observe(program.reprs)).result).toEqual([
    '<threading.Semaphore at 0xN: value=3>',
    '<threading.BoundedSemaphore at 0xN: value=3/3>',
    '<threading.Semaphore at 0xN: value=2>',
    '<threading.BoundedSemaphore at 0xN: value=2/3>',
  ]);
});
