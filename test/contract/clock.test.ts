import { now, sleep } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/clock.js';
import { observe } from '../observe.js';

test('sleep sleeps, in real time by default', async () => {
  const { result } = await observe(program.sleepBriefly);
  expect(result?.real).toBeGreaterThan(0.12);
  expect(result?.real).toBeLessThan(2);
  expect(result?.program).toBeCloseTo(result?.real ?? 0, 1);
});

test.each([50, 200])('at a speed of %d, ten seconds pass that much faster', async (speed) => {
  const { result } = await observe(program.sleepALittle, { speed });
  expect(result?.real).toBeGreaterThan((10 / speed) * 0.6);
  expect(result?.real).toBeLessThan(5);
  expect(result?.program).toBeGreaterThan(6);
});

test('below a speed of 1, time stretches', async () => {
  const { result } = await observe(program.sleepBriefly, { speed: 0.5 });
  expect(result?.real).toBeGreaterThan(0.24);
});

test('an invalid time to sleep is refused', async () => {
  expect((await observe(program.refuse)).result).toEqual([
    'ValueError: sleep length must be non-negative',
    'ValueError: Invalid value NaN (not a number)',
    'OverflowError: timestamp out of range for platform time_t',
    'TypeError: a time is a number of seconds, not a string',
    undefined,
  ]);
});

test('on the virtual clock an hour is over at once, and sleeps end in order, at their exact times', async () => {
  const run = await observe(program.sleepForMinutes, { speed: 'max' });
  expect(run.logs).toEqual(['0.001 0.001', '60 60', '300 300', '1200 1200', '3600 3600']);
  expect(run.result).toBe(3600);
  expect(run.seconds).toBeLessThan(5);
});

test('timeouts end in virtual time, and a thread with a longer one has the lock once it is free', async () => {
  const { logs } = await observe(program.timeouts, { speed: 'max' });
  expect(logs).toEqual(['10 false 10', '30 false 30', '50 false 50', '1000 true 100']);
});

test('while a thread works, virtual time stands still', async () => {
  const { logs } = await observe(program.busy, { speed: 'max' });
  expect(logs).toEqual(['worked 0', '5 5']);
});

test('many sleeps interleave in the order of their times', async () => {
  const run = await observe(program.ticks, { speed: 'max' });
  const times = run.logs.map((line) => Number(line.split(' ')[1]));
  expect(times).toHaveLength(250);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(run.seconds).toBeLessThan(5);
});

test('join with a timeout keeps to the virtual clock', async () => {
  expect((await observe(program.joinSleeper, { speed: 'max' })).result).toEqual([true, 200, false, 500]);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 'fast' as 'max'])('a speed of %s is refused', async (speed) => {
  await expect(observe(program.refuse, { speed })).rejects.toThrow(/^speed must be a number above 0, or max, not /);
});

test('reading the clock is refused where no program runs', () => {
  expect(() => now()).toThrow(/call run\(main\)/);
  expect(() => sleep(1)).toThrow(/call run\(main\)/);
});
