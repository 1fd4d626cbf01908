import { expect, test } from 'vitest';
import { findCycle } from '../../src/runtime/tracing/diagnose.js';
import { areSameSleeps } from '../../src/runtime/tracing/hang.js';

const cycle = (...waits: [number, number][]) => findCycle(new Map(waits));

test('a cycle is found from any starting point', () => {
  expect(cycle([1, 2], [2, 3], [3, 2])).toEqual([2, 3]);
  expect(cycle([1, 2], [2, 3], [3, 1])).toEqual([1, 2, 3]);
  expect(cycle([5, 5])).toEqual([5]);
});

test('a chain is no cycle, nor is a wait for nothing, or for a thread that does not wait', () => {
  expect(cycle([1, 2], [2, 3], [3, 0])).toBeUndefined();
  expect(cycle([1, 0])).toBeUndefined();
  expect(cycle([1, 2], [3, 2])).toBeUndefined();
  expect(cycle()).toBeUndefined();
});

test('two looks are alike if the same threads are in the same sleeps', () => {
  const stuck = new Map([
    [1, 10],
    [2, 20],
  ]);
  expect(areSameSleeps(stuck, new Map(stuck))).toBe(true);
  expect(areSameSleeps(stuck, new Map([[1, 10]]))).toBe(false);
  expect(areSameSleeps(stuck, new Map([...stuck, [2, 21]]))).toBe(false);
  expect(areSameSleeps(stuck, new Map([...stuck, [3, 1]]))).toBe(false);
});
