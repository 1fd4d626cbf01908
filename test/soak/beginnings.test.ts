import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { keepBusy } from '../busy.js';
import { runFile } from '../run-file.js';

/** In processes of their own, where each worker is still to be made. */
describe.each([0, availableParallelism() + 1])('with %d other busy processes', (busy) => {
  test.each(['1', '10', 'max'])(
    'at speed %s, a sleep after starts counts from when the threads have begun',
    async (speed) => {
      using _busy = keepBusy(busy);
      const lost: string[] = [];
      for (let i = 0; i < 100; i++) {
        const { stdout } = await runFile('own-beginnings', [], undefined, [speed, String(2 + (i % 7))]);
        if (stdout !== 'completed\n') lost.push(stdout);
      }
      expect(lost).toEqual([]);
    },
  );
});
