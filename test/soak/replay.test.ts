/** One schedule, many times over: each replay is the same, step by step. */
import { expect, test } from 'vitest';
import { pyconc } from '../cli/pyconc.js';

const TIMES = 500;

test.each([
  ['lock-race', 'unlocked'],
  ['deadlock', 'opposite'],
  ['event', undefined],
])('replays of %s %s', async (demo, variant) => {
  const chosen = variant === undefined ? [] : ['--variant', variant];
  const { stdout } = await pyconc(['explore', demo, ...chosen, '--json']);
  const [row] = JSON.parse(stdout).rows;
  const schedules = row.outcomes.flatMap(({ schedule }: { schedule: string | null }) => schedule ?? []);
  expect(schedules.length).toBeGreaterThan(0);
  for (const schedule of schedules) {
    const seen = new Set<string>();
    for (let n = 0; n < TIMES; n++) seen.add((await pyconc(['replay', schedule, '--json'])).stdout);
    expect([...seen]).toHaveLength(1);
    expect(JSON.parse([...seen][0] ?? '')).toMatchObject({ fits: true });
  }
});
