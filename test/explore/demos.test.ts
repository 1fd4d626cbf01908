/** Each demo of threads at its size for exploring: what is possible, all of it, and nothing else. */
import { expect, test } from 'vitest';
import type { ExploreRow } from '../../src/events/explore-report.js';
import { pyconc } from '../cli/pyconc.js';
import { POSSIBLE } from '../demos/observe-demo.js';

test.each(Object.entries(POSSIBLE))('%s', async (demo, variants) => {
  const names = Object.keys(variants).filter((name) => name !== '');
  const some = names.length > 0 ? ['--variant', names.join()] : [];
  const { stdout, exitCode } = await pyconc(['explore', demo, ...some, '--json']);
  expect(exitCode).toBe(0);
  const rows: ExploreRow[] = JSON.parse(stdout).rows;
  const found = rows.map(({ variant, outcomes }) => [
    variant ?? '',
    outcomes
      .filter(({ possible }) => possible)
      .map(({ name }) => name)
      .sort(),
  ]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(variants).map(([name, outcomes]) => [name, outcomes.toSorted()])),
  );
  for (const row of rows) expect(row).toMatchObject({ coverage: 'all', proved: true, problems: [] });
});
