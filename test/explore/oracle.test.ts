/** The search against plain enumeration, on random programs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ThreadPlan } from '../programs/random-program.js';
import { seed } from '../seed.js';
import { isSoak } from '../soaking.js';
import { type Comparison, oracle, program } from './oracle.js';

const looksAtThreads = (plan: readonly ThreadPlan[]) =>
  plan.some(({ first, operations }) =>
    [...first, ...operations].some(([name]) => ['alive', 'mainAlive', 'start'].includes(name)),
  );

const PROGRAMS = isSoak ? 2000 : 40;

const compare = await oracle();

test(`the search finds of ${PROGRAMS} random programs what plain enumeration finds, and counts it the same`, async () => {
  const sum = { seed, programs: PROGRAMS, tooBig: 0, interleavings: 0, classes: 0, redundant: 0 };
  for (const plan of fc.sample(program, { numRuns: PROGRAMS, seed })) {
    const { interleavings, classes, redundant, difference }: Comparison = await compare(plan, {
      isOfSets: looksAtThreads(plan),
    });
    expect(difference, `SEED=${seed}, program ${JSON.stringify(plan)}`).toBe('');
    if (interleavings === undefined) sum.tooBig++;
    sum.interleavings += interleavings ?? 0;
    sum.classes += classes;
    sum.redundant += redundant;
  }
  if (isSoak) console.log(sum);
  // Most programs are small enough to be compared.
  expect(sum.tooBig).toBeLessThan(PROGRAMS / 2);
  expect(sum.classes).toBeGreaterThan(PROGRAMS);
});
