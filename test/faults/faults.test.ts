import { expect, test } from 'vitest';
import type { ProgramName } from '../stress/rounds.js';
import { faults } from './faults.js';
import { makeMutant, runIn } from './mutant.js';

/** The rounds that have found something: another fault's may be the same. */
const found = new Map<ProgramName, Set<number>>();

/** A seed settles what threads do, not which of them has a core: beside busy processes a gap may be missed again and again. */
const ATTEMPTS = 6;

test.each(faults)(
  'stress finds $name',
  async ({ name, edits, finding, ...rounds }) => {
    const attempts = Array.from({ length: ATTEMPTS }, () => rounds.seeds).flat();
    const { findings, seed } = await runIn(await makeMutant(name, edits), { ...rounds, seeds: attempts });
    expect(findings.join('\n')).toMatch(finding);
    const seeds = found.get(rounds.program) ?? new Set();
    found.set(rounds.program, seeds.add(seed as number));
  },
  300_000,
);

test('without a fault the very same rounds find nothing', async () => {
  expect(found.size).toBeGreaterThan(0);
  const sound = await makeMutant('none', []);
  for (const [program, seeds] of found) {
    const outcome = await runIn(sound, { program, seeds: [...seeds], most: 30 });
    expect(outcome).toEqual({ name: program, rounds: seeds.size, findings: [] });
  }
});
