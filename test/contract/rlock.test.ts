import { expect, test } from 'vitest';
import * as program from '../../build/programs/rlock.js';
import { observe } from '../observe.js';

const unowned = 'RuntimeError: cannot release un-acquired lock';

test('increments under a lock that is taken twice are never lost', async () => {
  expect((await observe(program.countTogether)).result).toEqual([20_000, false]);
});

test('it is free for others only once it has been released as often as it was acquired', async () => {
  const { result } = await observe(program.nest);
  expect(result).toEqual([true, true, true, [false, unowned], [false, unowned], [false, unowned], [true, unowned]]);
});

test('its depth goes up and down, and one release too many is refused', async () => {
  expect((await observe(program.reacquire)).result).toEqual(['count=1', false, unowned, false]);
});

test('a lock without a holder cannot be released, and still works', async () => {
  expect((await observe(program.releaseNothing)).result).toEqual([unowned, false, true, undefined, false]);
});

test("acquire follows Python's rules for blocking and timeout, in Python's words, for its holder too", async () => {
  const { result } = await observe(program.options);
  const expected = {
    allowed: Array(7).fill(null),
    refused: [
      "ValueError: can't specify a timeout for a non-blocking call",
      "ValueError: can't specify a timeout for a non-blocking call",
      'ValueError: timeout value must be a non-negative number',
      'ValueError: timeout value must be a non-negative number',
      'ValueError: Invalid value NaN (not a number)',
      'OverflowError: timestamp out of range for platform time_t',
      'OverflowError: timestamp out of range for platform time_t',
      'TypeError: a time is a number of seconds, not null',
      'TypeError: options are given as an object, acquire({ blocking, timeout }), not as a boolean',
    ],
  };
  expect(result).toEqual({ free: expected, owned: expected, depth: 'count=1', answers: [true] });
});

test('while another thread holds it, acquire waits as long as it may, and no longer', async () => {
  const { result } = await observe(program.holdFor);
  const [briefly, zero, tried, long] = result ?? [];
  expect([briefly?.answer, zero?.answer, tried?.answer, long?.answer]).toEqual([false, false, false, true]);
  expect(briefly?.seconds).toBeGreaterThan(0.12);
  expect(briefly?.seconds).toBeLessThan(2);
  const still = (await observe(program.holdFor, { speed: 'max' })).result?.map(({ seconds }) => seconds);
  expect(still).toEqual([0.2, 0, 0, 0.3].map((seconds) => expect.closeTo(seconds, 6)));
});

test('waiting threads are woken in the order in which they went to sleep', async () => {
  // A thread that the machine takes off its core just before it sleeps comes late: hence three attempts. The chance of a
  // lucky order is 1 in 10!.
  const orders: unknown[] = [];
  for (let time = 0; time < 3; time++) orders.push((await observe(program.wakeInOrder)).result);
  expect(orders).toContainEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a thread that ends does not release its lock', async () => {
  expect((await observe(program.outliveHolder)).result).toEqual([true, false, unowned, [[false, unowned]]]);
});

test("its repr is Python's: the holder, and how often it has acquired", async () => {
  const { result } = await observe(program.reprs);
  expect(result).toEqual([
    '<unlocked _thread.RLock object owner=0 count=0 at 0xN>',
    '<locked _thread.RLock object owner=1 count=2 at 0xN>',
    '<unlocked _thread.RLock object owner=0 count=0 at 0xN>',
  ]);
});

test('with returns what its body returns, and releases each level when the body throws', async () => {
  expect((await observe(program.withBodies)).result).toEqual(['value', 'Error: in the body', false]);
});

test('hold releases at the end of its block, also after an exception, and only once', async () => {
  expect((await observe(program.usingBlocks)).result).toEqual([[true, false], 'Error: in the block', false]);
});
