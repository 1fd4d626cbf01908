import { expect, test } from 'vitest';
import { threadFuzz } from '../thread-fuzz.js';

test('random threads lose nothing, and all of them end', async () => {
  for (let seed = 1; seed <= 24; seed++) await threadFuzz(seed);
  expect.hasAssertions();
});
