import { beforeAll, expect, test } from 'vitest';
import type { ProgramName } from '../stress/rounds.js';
import { faults } from './faults.js';
import { makeMutant, runIn } from './mutant.js';

let sound: string;

beforeAll(async () => {
  sound = await makeMutant('none', []);
});

test.each(faults)('stress finds $name', async ({ name, edits, finding, ...rounds }) => {
  const outcome = await runIn(await makeMutant(name, edits), rounds);
  expect(outcome.findings.join('\n')).toMatch(finding);
});

test('without a fault the very same rounds find nothing', async () => {
  const seedsOf = new Map<ProgramName, Set<number>>();
  for (const { program, seeds } of faults) {
    seedsOf.set(program, new Set([...(seedsOf.get(program) ?? []), ...seeds]));
  }
  for (const [program, seeds] of seedsOf) {
    const outcome = await runIn(sound, { program, seeds: [...seeds], most: 30 });
    expect(outcome).toEqual({ name: program, rounds: seeds.size, findings: [] });
  }
});
