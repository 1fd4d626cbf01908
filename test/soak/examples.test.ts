import { expect, test } from 'vitest';
import { examplesIn, expectToWork } from '../cli/examples.js';
import { demoNames, folder, pyconc } from '../cli/pyconc.js';

const helps = [['trials', '--help'], ...(await demoNames()).map((demo) => ['trials', demo, '--help'])];
const texts = await Promise.all(helps.map(async (words) => (await pyconc(words)).stdout));
const examples = examplesIn(...texts).filter((words) => words.startsWith('trials '));
const directory = folder();

test('there are examples of trials', () => {
  expect(examples.length).toBeGreaterThan(20);
});

test.each(examples)('`pyconc %s` works', async (words) => {
  await expectToWork(words, directory);
});
