import { expect, test } from 'vitest';
import * as program from '../../build/programs/beginnings.js';
import { observe } from '../observe.js';

const speeds = [1, 10, 'max'] as const;

test.each(speeds)('at speed %s, a sleep after starts counts from when the threads have begun', async (speed) => {
  for (const main of [program.letThrough2, program.letThrough4, program.letThrough8]) {
    for (const start of ['aligned', 'together', 'free'] as const) {
      expect((await observe(main, { speed, start })).reason).toBe('completed');
    }
  }
});

test('a Timer that is started before a longer sleep goes off first', async () => {
  expect((await observe(program.timerFirst)).result).toBe(1);
});

test('a thread that computes delays the clock for a moment, which the clock makes up for', async () => {
  const { result } = await observe(program.besideComputing);
  expect(result?.isComputing).toBe(true);
  expect(result?.seconds).toBeGreaterThan(1.2);
});

test('the clock never goes back while threads start', async () => {
  expect((await observe(program.readWhileStarting)).result).toBe(0);
});

test('a process begins at the time at which its parent’s clock waits for it', async () => {
  const { result } = await observe(program.childBegins);
  const { before = 0, childs = 0, after = 0, real = 0 } = result ?? {};
  expect(childs).toBeGreaterThanOrEqual(before);
  // The time does not count from the end of its start, but from its message.
  expect(after).toBeGreaterThanOrEqual(childs);
  expect(after - childs).toBeLessThan(real / 2);
});
