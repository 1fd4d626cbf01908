import type { RunEvent } from 'pyconc';
import { expect, test } from 'vitest';
import { startBoth } from '../../build/programs/start-late.js';
import * as program from '../../build/programs/start-line.js';
import { observe } from '../observe.js';

const starts = ['aligned', 'together', 'free'] as const;

/** When a thread logged it, in real time: the program's clock stands still while a thread has not begun. */
const saidAt = (events: readonly RunEvent[], word: string) =>
  events.find((event) => event.type === 'log' && event.text.startsWith(word))?.t ?? Number.NaN;

test('aligned, threads that are started together overwrite what the others have added', async () => {
  let lost = 0;
  for (let i = 0; i < 20; i++) {
    const { result, reason } = await observe(program.race, { start: 'aligned' });
    expect(reason).toBe('completed');
    expect(result).toBeGreaterThanOrEqual(1);
    expect(result).toBeLessThanOrEqual(4);
    if ((result ?? 4) < 4) lost++;
  }
  expect(lost).toBeGreaterThanOrEqual(16);
});

test('a thread that ends without a load of shared data keeps no other thread waiting', async () => {
  const { result } = await observe(program.mixed, { start: 'aligned' });
  expect(result).toBeLessThan(15);
});

test('a thread that blocks before its first load does not hold up the others, either', async () => {
  const { result, seconds } = await observe(program.blocked, { start: 'aligned' });
  expect(result).toBe(2);
  expect(seconds).toBeLessThan(5);
});

test('other threads wait no longer than a second for a late one', async () => {
  const { events } = await observe(startBoth, { start: 'aligned' });
  // It takes at least four seconds: by then, a thread that waited with it would come at the same time.
  expect(saidAt(events, 'late') - saidAt(events, 'at')).toBeGreaterThan(0.5);
});

test.each(starts)('threads do not wait for a starter that continues working: %s', async (start) => {
  const { result = [], logs } = await observe(program.withBusyStarter, { start });
  const [begin = 0, end = 0] = result;
  const last = logs.slice(-2).map((line) => Number(line.split(' ')[1]));
  for (const time of last) expect(time).toBeLessThan(begin + (end - begin) * 0.6);
});

test.each(starts)('threads that start threads that start threads all come through: %s', async (start) => {
  for (let i = 0; i < 5; i++) {
    const { reason, threads, seconds } = await observe(program.nested, { start });
    expect(reason).toBe('completed');
    expect(threads).toHaveLength(15);
    // It takes a fifth of a second, and on a busy machine much longer.
    expect(seconds).toBeLessThan(60);
  }
});

test.each(starts)(
  'threads that spin for a thread that starts after them do not keep it from starting: %s',
  async (start) => {
    const { reason, result } = await observe(program.waitForLater, { start });
    expect({ reason, result }).toEqual({ reason: 'completed', result: 1 });
  },
);

test.each(starts)('threads that sleep let all others come before the virtual clock goes on: %s', async (start) => {
  const { reason, result } = await observe(program.crowd, { start, speed: 'max' });
  expect({ reason, result }).toEqual({ reason: 'completed', result: 40 });
});
