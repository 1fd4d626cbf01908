import { expect, test } from 'vitest';
import { isSoak } from '../soaking.js';
import type { ProgramName } from '../stress/rounds.js';
import { faults } from './faults.js';
import { makeMutant, runIn } from './mutant.js';

/** The rounds that have found a fault: another fault's may be the same. */
const foundBy = new Map<ProgramName, Set<number>>();

/**
 * A seed determines the operations of threads, not which of them has a core: beside busy processes a gap may be missed
 * again and again.
 */
const ATTEMPTS = 6;

/** The first fault for each stress program; the soak has all. */
const tried = isSoak
  ? faults
  : faults.filter((each, n) => faults.findIndex((other) => other.program === each.program) === n);

test.each(tried)(
  'stress finds $name',
  async ({ name, edits, finding, ...rounds }) => {
    const mutant = await makeMutant(name, edits);
    let seeds = Array.from({ length: ATTEMPTS }, () => rounds.seeds).flat();
    let outcome = await runIn(mutant, { ...rounds, seeds });
    // On a busy machine a round may end too late for that reason alone.
    while (outcome.findings.length > 0 && !finding.test(outcome.findings.join('\n'))) {
      seeds = seeds.slice(outcome.rounds);
      outcome = await runIn(mutant, { ...rounds, seeds });
    }
    expect(outcome.findings.join('\n')).toMatch(finding);
    const found = foundBy.get(rounds.program) ?? new Set();
    foundBy.set(rounds.program, found.add(outcome.seed as number));
  },
  300_000,
);

test('without a fault the same rounds find nothing', async () => {
  expect(foundBy.size).toBeGreaterThan(0);
  const sound = await makeMutant('none', []);
  for (const [program, seeds] of foundBy) {
    const outcome = await runIn(sound, { program, seeds: [...seeds], most: 30 });
    expect(outcome).toEqual({ name: program, rounds: seeds.size, findings: [] });
  }
});
