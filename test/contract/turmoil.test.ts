import { expect, test } from 'vitest';
import { turmoil } from '../turmoil.js';

test('whatever threads do, in whatever order, nothing is lost and all come to an end', async () => {
  for (let seed = 1; seed <= 24; seed++) await turmoil(seed);
  expect.hasAssertions();
});
