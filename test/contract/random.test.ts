import { randint, random } from 'pyconc';
import { expect, test } from 'vitest';
import * as program from '../../build/programs/random.js';
import { observe } from '../observe.js';

const sorted = async (seed: number) => (await observe(program.drawInThreads, { seed })).logs.toSorted();

test('with the same seed each thread draws the same numbers, in any order of the threads', async () => {
  const first = await sorted(42);
  for (let i = 0; i < 3; i++) expect(await sorted(42)).toEqual(first);
  expect(new Set(first.map((line) => line.replace(/^\w+ /, ''))).size).toBe(5);
});

test('with another seed, others', async () => {
  const [one, other] = [await sorted(1), await sorted(2)];
  expect(one.filter((line) => other.includes(line))).toEqual([]);
});

test('random lies in [0, 1), and randint includes both ends', async () => {
  const { result } = await observe(program.sample, { seed: 7 });
  expect(result?.least).toBeGreaterThanOrEqual(0);
  expect(result?.most).toBeLessThan(1);
  expect(result?.mean).toBeCloseTo(0.5, 1);
  for (const count of result?.dice ?? []) expect(count).toBeGreaterThan(800);
  expect(result).toMatchObject({ single: 7, negative: -3 });
});

test('a range without a whole number in it is refused', async () => {
  expect((await observe(program.refuse)).result).toEqual([
    'ValueError: empty range for randint(2, 1)',
    'TypeError: randint needs two whole numbers',
    'TypeError: randint needs two whole numbers',
  ]);
});

test('random numbers are refused where no program runs', () => {
  expect(() => random()).toThrow(/call run\(main\)/);
  expect(() => randint(1, 2)).toThrow(/call run\(main\)/);
});
