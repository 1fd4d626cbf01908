import { expect, test } from 'vitest';
import * as program from '../../build/programs/condition.js';
import { observe } from '../observe.js';

const virtual = { speed: 'max' } as const;
const cannotWait = 'RuntimeError: cannot wait on un-acquired lock';
const cannotNotify = 'RuntimeError: cannot notify on un-acquired lock';

test('notify(n) wakes exactly n waiting threads, the longest first, and none for n of 0 or less', async () => {
  const { result } = await observe(program.notifySome, virtual);
  expect(result?.woken).toEqual([3, 3, 3, 4, 5, 5]);
  const woken = result?.answers as [number, boolean][];
  expect(woken.map(([, answer]) => answer)).toEqual([true, true, true, true, true]);
  const order = woken.map(([time]) => time);
  expect(order.slice(0, 3).sort()).toEqual([1, 2, 3]);
  expect(order.slice(3)).toEqual([4, 5]);
  expect(result?.waiting).toBe('0');
});

test('notify(3) of 5 wakes exactly 3 in real time, 10 times of 10', async () => {
  expect((await observe(program.notifySomeInRealTime)).result).toEqual(Array(10).fill(3));
});

test('waiting threads are woken in the order in which they came, 10 of 10', async () => {
  const { result } = await observe(program.notifyOneByOne, virtual);
  expect(result).toEqual(Array.from({ length: 10 }, (_, i) => [i + 1, true]));
});

test('notifyAll wakes all threads', async () => {
  expect((await observe(program.notifyAll, virtual)).result).toBe(5);
});

test('a notification without a waiting thread is not kept for later ones', async () => {
  expect((await observe(program.notifyNobody)).result).toBe(false);
});

test("a thread that does not hold the lock can neither wait nor notify, in Python's words", async () => {
  const { result } = await observe(program.misuse);
  const refused = [cannotWait, cannotWait, cannotNotify, cannotNotify, cannotWait, 'true'];
  expect(result).toEqual({
    free: [refused, refused],
    lock: 'TypeError: a Condition is made over a Lock or an RLock',
  });
});

test('of an RLock the holder is known, of a Lock only that it is held', async () => {
  const { result } = await observe(program.meddleWithHeld);
  expect(result).toEqual([
    [cannotWait, cannotNotify, cannotNotify],
    [null, null, null],
  ]);
});

test('a wait that times out returns false, on time; with 0 or less it returns at once', async () => {
  const still = (await observe(program.timeouts, virtual)).result?.waits.map(({ seconds }) => seconds);
  expect(still).toEqual([expect.closeTo(0.3, 6), 0, 0]);
  const { result } = await observe(program.timeouts);
  const [real, zero, negative] = result?.waits ?? [];
  expect([real?.answer, zero?.answer, negative?.answer]).toEqual([false, false, false]);
  expect(real?.seconds).toBeGreaterThan(0.18);
  expect(real?.seconds).toBeLessThan(3);
});

test('an invalid timeout is refused, and the lock is still held', async () => {
  const { result } = await observe(program.timeouts, virtual);
  expect(result?.waits.map(({ seconds }) => seconds.toFixed(6))).toEqual(['0.300000', '0.000000', '0.000000']);
  expect(result?.refused).toEqual([
    'ValueError: Invalid value NaN (not a number)',
    'OverflowError: timestamp out of range for platform time_t',
    'OverflowError: timestamp out of range for platform time_t',
    'TypeError: a time is a number of seconds, not a string',
  ]);
  expect(result?.depth).toBe('<Condition(<locked _thread.RLock object owner=1 count=1 at N>, 0)>');
});

test('a notification after a timeout is for the next thread, even before the first has the lock again', async () => {
  const { result } = await observe(program.notifyAfterTimeout, virtual);
  expect(result?.sort()).toEqual([
    [1, false],
    [1.5, true],
  ]);
});

test('a notification at the very moment of a timeout reaches one thread, 100 times of 100', async () => {
  const { result, reason } = await observe(program.notifyJustInTime, virtual);
  expect(reason).toBe('completed');
  expect(result).toBe(100);
});

test('a wait releases all levels of an RLock, and restores the same depth', async () => {
  const { result } = await observe(program.waitAtDepthThree);
  expect(result).toEqual([true, [true], 'count=3', 'RuntimeError: cannot release un-acquired lock']);
});

test('two conditions over one lock make a bounded buffer that loses and doubles nothing', async () => {
  const { result, reason } = await observe(program.passThroughBuffer);
  expect(reason).toBe('completed');
  expect(result).toEqual([2000, 2000, 0]);
});

test('waitFor returns the last value of the predicate, as it is', async () => {
  const { result } = await observe(program.waitForValues);
  expect(result?.found).toEqual(['text', 7, [0], true]);
  expect(result?.missed).toEqual([0, '', null, false]);
});

test('waitFor tests once more after its timeout: with a timeout of 0 it tests twice', async () => {
  const { result } = await observe(program.waitForValues, virtual);
  expect(result?.zero).toEqual({ answer: false, looks: 2, seconds: 0 });
  expect(result?.negative.looks).toBe(2);
  expect(result?.late.looks).toBe(2);
  expect(result?.late.seconds).toBeCloseTo(0.3, 6);
  expect(result?.refused).toBe('OverflowError: timestamp out of range for platform time_t');
});

test('waitFor has one deadline for all its waits, however often it is notified', async () => {
  const { result } = await observe(program.waitForInVain, virtual);
  expect(result?.answer).toBe(false);
  expect(result?.seconds).toBeCloseTo(1, 6);
  expect(result?.looks).toBeGreaterThanOrEqual(5);
});

test('waitFor ends when the predicate becomes true', async () => {
  expect((await observe(program.waitForState)).result).toEqual([true, 4]);
});

test('no thread wakes without a notification, while others around it leave by their timeouts', async () => {
  const { result } = await observe(program.waitAmongOthers, virtual);
  expect(result).toEqual([0, '1', [[0, true]]]);
});

test('notify does not hand over the lock', async () => {
  expect((await observe(program.keepLockAfterNotify, virtual)).result).toEqual(['still mine', 'woken']);
});

test('its repr shows the lock and how many threads wait', async () => {
  const { result } = await observe(program.reprs, virtual);
  expect(result).toEqual([
    '<Condition(<unlocked _thread.RLock object owner=0 count=0 at N>, 0)>',
    '<Condition(<unlocked _thread.lock object at N>, 0)>',
    '<Condition(<locked _thread.RLock object owner=1 count=1 at N>, 1)>',
    '<Condition(<locked _thread.RLock object owner=1 count=1 at N>, 0)>',
  ]);
});

test("acquire and release are the lock's", async () => {
  const { result } = await observe(program.options);
  const refusals = [
    "ValueError: can't specify a timeout for a non-blocking call",
    'ValueError: timeout value must be a non-negative number',
  ];
  expect(result).toEqual([
    [true, true, ...refusals, true, undefined],
    [true, false, ...refusals, false, undefined],
  ]);
});

test('with and hold release the lock, also after an exception', async () => {
  const { result } = await observe(program.withBodies);
  expect(result).toEqual(['Error: in the body', 'Error: in the block', [false, true, false], 'value']);
});

test('two threads that take turns 6 000 times never miss a notification', async () => {
  const { reason, result } = await observe(program.pingPong);
  expect(reason).toBe('completed');
  expect(result).toBe(0);
});

test('a thread whose lock cannot be released does not wait: it takes no notification, and sleeps and waits as before', async () => {
  const { result } = await observe(program.waitWithStickyLock, virtual);
  expect(result).toEqual({ refusal: 'RangeError: it sticks', asked: '0', slept: 2, answer: true, said: [false] });
});
