import { expect, test } from 'vitest';
import { examplesIn, expectToWork } from '../cli/examples.js';
import { folder, pyconc } from '../cli/pyconc.js';

const examples = examplesIn((await pyconc(['trials', '--help'])).stdout);
const directory = folder();

test('there are examples of trials', () => {
  expect(examples.length).toBeGreaterThan(1);
});

test.each(examples)('`pyconc %s` works', async (words) => {
  await expectToWork(words, directory);
});
