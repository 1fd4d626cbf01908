import { expect, test } from 'vitest';
import { examplesIn, expectToWork } from '../cli/examples.js';
import { demoNames, folder, pyconc } from '../cli/pyconc.js';

const pages = (await demoNames()).flatMap((demo) => ['run', 'trials', 'explore'].map((verb) => [verb, demo, '--help']));
const helps = [['trials', '--help'], ...pages];
const texts = await Promise.all(helps.map(async (words) => (await pyconc(words)).stdout));
const examples = [...new Set(examplesIn(...texts))];
const directory = folder();

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(20);
});

test.each(examples)('`pyconc %s` works', async (words) => {
  await expectToWork(words, directory);
});
