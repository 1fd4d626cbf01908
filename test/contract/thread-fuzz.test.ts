import { expect, test } from 'vitest';
import { threadFuzz } from '../thread-fuzz.js';

test('whatever threads do, in whatever order, nothing is lost and all come to an end', async () => {
  for (let seed = 1; seed <= 24; seed++) await threadFuzz(seed);
  expect.hasAssertions();
});
