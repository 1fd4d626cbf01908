import { TIMEOUT_MAX } from 'pyconc/threading';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/lock.js';
import { observe } from '../observe.js';

test('increments under a lock are never lost', async () => {
  const { result, reason } = await observe(program.countTogether);
  expect(reason).toBe('completed');
  expect(result).toBe(40_000);
});

test('nor are they when the lock is taken without waiting, or with timeouts that often run out', async () => {
  const { result, reason } = await observe(program.countSomehow);
  expect(reason).toBe('completed');
  expect(result).toEqual([12_000, false]);
});

test('a lock is free, then locked, then free, and says so', async () => {
  const { result } = await observe(program.life);
  const free = [false, '<unlocked _thread.lock object at HERE>'];
  expect(result).toEqual([free, true, [true, '<locked _thread.lock object at HERE>'], false, undefined, free, false]);
});

test('a free lock cannot be released, and still works', async () => {
  expect((await observe(program.releaseFree)).result).toEqual(['RuntimeError: release unlocked lock', false, true]);
});

test("acquire follows Python's rules for blocking and timeout, in Python's words", async () => {
  const { result } = await observe(program.acquireOptions);
  expect(result?.free).toEqual([true, true, true, true, true, true]);
  const contradiction = "ValueError: can't specify a timeout for a non-blocking call";
  const negative = 'ValueError: timeout value must be a non-negative number';
  const overflow = 'OverflowError: timestamp out of range for platform time_t';
  expect(result?.refused).toEqual([
    contradiction,
    contradiction,
    negative,
    negative,
    contradiction,
    'ValueError: Invalid value NaN (not a number)',
    overflow,
    overflow,
    'TypeError: a time is a number of seconds, not null',
    'TypeError: a time is a number of seconds, not a string',
  ]);
  expect(result?.locked).toBe(false);
  expect(TIMEOUT_MAX).toBe(9223372036);
});

test('a timeout that runs out returns false, on time', async () => {
  const { result } = await observe(program.acquireHeldBriefly);
  expect(result?.answer).toBe(false);
  expect(result?.seconds).toBeGreaterThan(0.06);
  expect(result?.seconds).toBeLessThan(3);
});

test('a timeout of 0 tries once', async () => {
  const { result } = await observe(program.acquireHeldZero);
  expect(result?.answer).toBe(false);
  expect(result?.seconds).toBeLessThan(3);
});

test('any thread may release, and a waiting thread has the lock then', async () => {
  expect((await observe(program.releasedByAnother)).result).toEqual([true, true]);
});

test('with and hold release when their block throws, and hold only once', async () => {
  expect((await observe(program.useAndThrow)).result).toEqual([
    'RangeError: true',
    'RangeError: true',
    'what the body returns',
    false,
  ]);
});

test('a lock among the arguments is that lock, however deep, and as often as it comes', async () => {
  const { result, logs } = await observe(program.passInStructures);
  expect(logs).toEqual(['true true true true true']);
  expect(result).toEqual([false, 7]);
});

test("a module's lock is one lock for all threads and the host, and free again in the next run", async () => {
  const { result, logs } = await observe(program.leaveHeld);
  expect(logs).toEqual(['true true']);
  expect(result).toBe(String(program.lock).replace('unlocked', 'locked'));
  expect(program.lock.locked()).toBe(false);
  expect((await observe(program.leaveHeld)).logs).toEqual(['true true']);
});

test('a lock stays held when its holder ends without releasing it', async () => {
  expect((await observe(program.lockOfTheDead)).result).toEqual([true, false]);
});

test('where no program runs, locks can be looked at but not used', () => {
  const refusal = /no program is running here: call run\(main\)/;
  expect(() => program.lock.acquire()).toThrow(refusal);
  expect(() => program.lock.acquire({ blocking: false })).toThrow(refusal);
  expect(() => program.lock.release()).toThrow(refusal);
  expect(() => program.lock.with(() => {})).toThrow(refusal);
  expect(() => program.lock.hold()).toThrow(refusal);
  expect(program.lock.locked()).toBe(false);
});
