import { beforeAll, expect, test } from 'vitest';
import { faults } from './faults.js';
import { makeMutant, runIn } from './mutant.js';

let sound: string;

beforeAll(async () => {
  sound = await makeMutant('none', []);
});

test.each(faults)('stress finds $name', async ({ name, edits, finding, ...rounds }) => {
  const outcome = await runIn(await makeMutant(name, edits), rounds, 3);
  expect(outcome.findings.join('\n')).toMatch(finding);
});

test('without a fault the very same rounds find nothing', async () => {
  const rounds = new Map<string, Set<number>>();
  for (const { program, seeds } of faults) {
    rounds.set(program, new Set([...(rounds.get(program) ?? []), ...seeds]));
  }
  for (const [program, seeds] of rounds) {
    const outcome = await runIn(sound, { program: program as (typeof faults)[0]['program'], seeds: [...seeds] }, 30);
    expect(outcome).toEqual({ name: program, rounds: seeds.size, findings: [] });
  }
});
