import { run } from 'pyconc';
import { expect, test } from 'vitest';
import { countTogether } from '../../build/programs/lock.js';

test('increments under a lock are never lost', async () => {
  const { result, reason } = await run(countTogether);
  expect(reason).toBe('completed');
  expect(result).toBe(40_000);
});
