import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress } from '../../src/cli/terminal/progress.js';

const isTTY = process.stderr.isTTY;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  process.stderr.isTTY = false;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  process.stderr.isTTY = isTTY;
});

test('without a terminal, a line comes after ten seconds, then after twice as long each time', async () => {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const progress = new Progress({ colour: false, unicode: false });
  progress.start((seconds) => `${seconds} s`);
  await vi.advanceTimersByTimeAsync(24 * 3600 * 1000);
  progress.stop();
  expect(lines).toEqual(
    [10, 30, 70, 150, 310, 630, 1270, 2550, 5110, 10230, 20470, 40950, 81910].map((s) => `pyconc: ${s} s\n`),
  );
  expect(vi.getTimerCount()).toBe(0);
});
