import { expect, test } from 'vitest';
import { rowNames, titleOf } from '../../src/session/row-names.js';
import { divide } from '../../src/trials/division.js';

test.each([
  ['-n 1000', [1000, Infinity], { batches: 20, leastInBatch: 1 }],
  ['-n 7', [7, Infinity], { batches: 7, leastInBatch: 1 }],
  ['--time 60', [Infinity, 60], { batches: 20, leastInBatch: 5 }],
  ['--time 2: few batches, each of which shows a rate', [Infinity, 2], { batches: 5, leastInBatch: 5 }],
  ['--time 0.1', [Infinity, 0.1], { batches: 1, leastInBatch: 5 }],
  ['-n 3 --time 60', [3, 60], { batches: 3, leastInBatch: 5 }],
  ['--time 2 --batches 20, which is what was asked for', [Infinity, 2, 20], { batches: 20, leastInBatch: 1 }],
] as const)('a row of %s', (_, given, division) => {
  const [trials, time, batches] = given;
  expect(divide(trials, time, batches)).toEqual(division);
});

test('rows are named by what differs between them', () => {
  const row = { variant: 'locked', params: { count: 1, size: 2 }, start: 'together' } as const;
  expect(rowNames([row])).toEqual(['']);
  expect(rowNames([row, { ...row, params: { count: 3, size: 2 } }])).toEqual(['count=1', 'count=3']);
  expect(rowNames([row, { ...row, variant: 'unlocked', start: 'free' }])).toEqual([
    'locked, together',
    'unlocked, free',
  ]);
});

test('a single row is named after its demo, with the variant where there is one', () => {
  expect(titleOf({ demo: 'd', variant: null, name: '' })).toBe('d');
  expect(titleOf({ demo: 'd', variant: 'v', name: '' })).toBe('d (v)');
  expect(titleOf({ demo: 'd', variant: 'v', name: 'count=1' })).toBe('d (v, count=1)');
  expect(titleOf({ demo: 'd', variant: 'v', name: 'v, count=1' })).toBe('d (v, count=1)');
});
