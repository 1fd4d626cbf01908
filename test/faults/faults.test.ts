import { expect, test } from 'vitest';
import type { ProgramName } from '../stress/rounds.js';
import { faults } from './faults.js';
import { makeMutant, runIn } from './mutant.js';

/** The rounds that have found something: another fault's may be the same. */
const found = new Map<ProgramName, Set<number>>();

test.each(faults)('stress finds $name', async ({ name, edits, finding, ...rounds }) => {
  const { findings, seed } = await runIn(await makeMutant(name, edits), rounds);
  expect(findings.join('\n')).toMatch(finding);
  const seeds = found.get(rounds.program) ?? new Set();
  found.set(rounds.program, seeds.add(seed as number));
});

test('without a fault the very same rounds find nothing', async () => {
  expect(found.size).toBeGreaterThan(0);
  const sound = await makeMutant('none', []);
  for (const [program, seeds] of found) {
    const outcome = await runIn(sound, { program, seeds: [...seeds], most: 30 });
    expect(outcome).toEqual({ name: program, rounds: seeds.size, findings: [] });
  }
});
