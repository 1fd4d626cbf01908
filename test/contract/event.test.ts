import { expect, test } from 'vitest';
import * as program from '../../build/programs/event.js';
import { observe } from '../observe.js';

const virtual = { speed: 'max' } as const;

test('it is unset at first, and set and clear may be called any number of times', async () => {
  expect((await observe(program.flag)).result).toEqual([false, true, true, false, false]);
});

test('set releases all threads, and nobody waits for a set event; after clear they wait again', async () => {
  const { result } = await observe(program.releaseAll, virtual);
  expect(result).toEqual({ before: 0, once: Array(10).fill(true), cleared: 10, after: 20, isSet: true });
});

test('set and clear in a row release all 5 waiting threads, 20 times of 20', async () => {
  const { result } = await observe(program.setAndClear, virtual);
  expect(result).toEqual([Array(20).fill(5), false]);
});

test('set and clear in a row release all 5 waiting threads in real time, 20 times of 20', async () => {
  expect((await observe(program.setAndClearInRealTime)).result).toBe(100);
});

test('a thread that comes after the clear has missed it: an event is not a counter', async () => {
  expect((await observe(program.missIt)).result).toBe(false);
});

test('a timeout that runs out returns false, on time, and one of 0 or less at once', async () => {
  const still = (await observe(program.timeouts, virtual)).result?.unset.map(({ seconds }) => seconds);
  expect(still).toEqual([0, 0, expect.closeTo(0.3, 6)]);
  const [zero, negative, real] = (await observe(program.timeouts)).result?.unset ?? [];
  expect([zero?.answer, negative?.answer, real?.answer]).toEqual([false, false, false]);
  expect(real?.seconds).toBeGreaterThan(0.18);
  expect(real?.seconds).toBeLessThan(3);
});

test('an invalid timeout is refused, but not looked at where no thread has to wait', async () => {
  const { result } = await observe(program.timeouts, virtual);
  expect(result?.refused).toEqual([
    'ValueError: Invalid value NaN (not a number)',
    'OverflowError: timestamp out of range for platform time_t',
    'TypeError: a time is a number of seconds, not a string',
  ]);
  expect(result?.set).toEqual([true, true, true, true, true]);
});

test('a wait with a timeout ends when the event is set', async () => {
  const { result } = await observe(program.waitForSetter, virtual);
  expect(result?.map(({ answer }) => answer)).toEqual([false, true]);
  expect(result?.[1]?.seconds).toBeCloseTo(1.5, 6);
});

test('two threads that set each other off 6 000 times never miss it', async () => {
  const { reason, result } = await observe(program.pingPong);
  expect(reason).toBe('completed');
  expect(result).toEqual([true, false]);
});

test('no thread that comes while it is being set stays behind, 200 times of 200', async () => {
  const { reason } = await observe(program.setWhileTheyCome, { start: 'free' });
  expect(reason).toBe('completed');
});

test('any number of threads may look at a set event', async () => {
  expect((await observe(program.readFromMany)).result).toEqual([true, true, true, true]);
});

test('its repr shows the flag', async () => {
  expect((await observe(program.reprs)).result).toEqual([
    '<threading.Event at 0xN: unset>',
    '<threading.Event at 0xN: set>',
    '<threading.Event at 0xN: unset>',
  ]);
});

test('it is not a lock: it can neither be held nor released', async () => {
  expect((await observe(program.isNoLock)).result).toEqual([]);
});

test('a set releases a thread once, even if it clears and waits again at once: 50 000 turns are handed over', async () => {
  const { reason, result } = await observe(program.handOver);
  expect({ reason, result }).toEqual({ reason: 'completed', result: 0 });
});
