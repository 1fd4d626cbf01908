import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { keepBusy } from '../busy.js';
import { threadFuzz } from '../thread-fuzz.js';

async function survive(seconds: number, first: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let seed = first;
  while (performance.now() < end) await threadFuzz(seed++);
  return seed - first;
}

test('for two minutes of random threads nothing is lost or left behind, and no hang is seen where there is none', async () => {
  const runs = await survive(120, 1000);
  console.log({ runs });
  expect(runs).toBeGreaterThan(100);
});

test('the same with all cores kept busy', async () => {
  using _busy = keepBusy(availableParallelism());
  const runs = await survive(120, 100_000);
  console.log({ runs });
  expect(runs).toBeGreaterThan(20);
});
