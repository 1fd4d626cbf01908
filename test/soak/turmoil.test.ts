import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { keepBusy } from '../busy.js';
import { turmoil } from '../turmoil.js';

async function survive(seconds: number, first: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let seed = first;
  while (performance.now() < end) await turmoil(seed++);
  return seed - first;
}

test('two minutes of turmoil: nothing is lost, nobody is left behind, no hang is seen where there is none', async () => {
  const runs = await survive(120, 1000);
  console.log({ runs });
  expect(runs).toBeGreaterThan(100);
});

test('two minutes of turmoil with all cores kept busy', async () => {
  using _busy = keepBusy(availableParallelism());
  const runs = await survive(120, 100_000);
  console.log({ runs });
  expect(runs).toBeGreaterThan(20);
});
