/** The search against plain enumeration, on random programs. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { ThreadPlan } from '../programs/random-program.js';
import { seed } from '../seed.js';
import { isSoak } from '../soaking.js';
import { oracle, program } from './oracle.js';

const [TESTS, PROGRAMS] = isSoak ? [20, 100] : [4, 10];

const plans = fc.sample(program, { numRuns: TESTS * PROGRAMS, seed });
const sum = { seed, programs: 0, tooBig: 0, interleavings: 0, classes: 0, redundant: 0 };
const compare = await oracle();

/** What is seen of the table of threads, and of MainThread, depends on how far MainThread has come. */
const seesMain = (plan: readonly ThreadPlan[]) =>
  plan.some(({ first, operations }) =>
    [...first, ...operations].some(([name]) => ['alive', 'mainAlive', 'start'].includes(name)),
  );

test.each(Array.from({ length: TESTS }, (_, n) => [n * PROGRAMS, (n + 1) * PROGRAMS] as const))(
  'the search finds of random programs what plain enumeration finds, and counts it the same: %i to %i',
  async (from, to) => {
    for (const plan of plans.slice(from, to)) {
      const { interleavings, classes, redundant, difference } = await compare(plan, { isOfSets: seesMain(plan) });
      expect(difference, `SEED=${seed}, program ${JSON.stringify(plan)}`).toBe('');
      sum.programs++;
      if (interleavings === undefined) sum.tooBig++;
      sum.interleavings += interleavings ?? 0;
      sum.classes += classes;
      sum.redundant += redundant;
    }
  },
);

test('most programs are small enough to be compared', () => {
  expect(sum.tooBig).toBeLessThan(sum.programs / 2);
  expect(sum.classes).toBeGreaterThan(sum.programs);
});

afterAll(() => {
  if (isSoak) console.log(sum);
});
