import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { tenThousand } from '../../build/programs/bulk.js';
import { observe } from '../observe.js';

let workers = 0;
process.on('worker', (_: Worker) => workers++);

test('10 000 threads, one after the other, leave nothing behind', async () => {
  const settings = { timeout: 600 };
  await observe(tenThousand, settings);
  const before = { workers, rss: process.memoryUsage.rss() };
  const { result, reason, threads } = await observe(tenThousand, settings);
  const mebibytes = (process.memoryUsage.rss() - before.rss) / 2 ** 20;
  console.log({ ...result, workers, moreWorkers: workers - before.workers, rssGrowthMiB: Math.round(mebibytes) });
  expect(reason).toBe('completed');
  expect(threads).toHaveLength(10_001);
  expect(result).toMatchObject({ count: 10_000, bytes: 0 });
  expect(workers).toBe(before.workers);
  expect(workers).toBeLessThanOrEqual(4);
  expect(mebibytes).toBeLessThan(64);
});
