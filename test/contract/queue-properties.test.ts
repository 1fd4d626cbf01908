import { expect, test } from 'vitest';
import * as program from '../../build/programs/properties.js';
import { observe } from '../observe.js';
import { seed } from '../seed.js';

test('any sequence of operations on a queue returns what a model returns', async () => {
  const { error, result } = await observe(program.queuesAsModels, { seed });
  expect(error?.message).toBeUndefined();
  expect(result).toBe(5);
});

test('any sequence of operations on a SharedList returns what a model returns', async () => {
  const { error, result } = await observe(program.listAsModel, { seed });
  expect(error?.message).toBeUndefined();
  expect(result).toBe(true);
});

test('any value comes out of a queue as structuredClone would have copied it', async () => {
  const { error, result } = await observe(program.anyItemAsClone, { seed });
  expect(error?.message).toBeUndefined();
  expect(result).toBe(0);
});

test('operations of two threads on a queue at once are linearizable', async () => {
  const { error, result } = await observe(program.twoThreadsAsOne, { seed });
  expect(error?.message).toBeUndefined();
  expect(result).toBeGreaterThanOrEqual(0);
});

test('a history that is not linearizable would be noticed', async () => {
  const { result } = await observe(program.judgeHistories);
  expect(result).toEqual({ lost: false, late: true, doubled: false });
});
