/** What exploring says beside what trials see, and what many schedules do to a process. */
import { expect, test } from 'vitest';
import type { ExploreRow } from '../../src/events/explore-report.js';
import { pyconc } from '../cli/pyconc.js';
import { loadDemo, POSSIBLE } from '../demos/observe-demo.js';
import { buildInternals } from '../explore/internals.js';

const TRIALS = 300;

const variantsOf = Object.entries(POSSIBLE).flatMap(([demo, variants]) =>
  Object.keys(variants).map((variant) => [demo, variant] as const),
);

interface Tried {
  readonly outcomes: readonly { readonly name: string | null; readonly count: number }[];
}

async function rowOf<R>(words: readonly string[]): Promise<R> {
  const { stdout } = await pyconc([...words, '--json']);
  return JSON.parse(stdout).rows[0];
}

test.each(variantsOf)('trials of %s %s come to nothing that exploring does not find', async (demo, variant) => {
  const one = variant === '' ? [demo] : [demo, '--variant', variant];
  const { explore } = await loadDemo(demo);
  const sizes = Object.entries(explore?.params ?? {}).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
  const explored = await rowOf<ExploreRow>(['explore', ...one]);
  const tried = await rowOf<Tried>(['trials', ...one, ...sizes, '-n', `${TRIALS}`]);
  const possible = explored.outcomes.filter((each) => each.possible).map(({ name }) => name);
  const observed = tried.outcomes.filter(({ count }) => count > 0);
  console.log(demo, variant, { possible, observed: observed.map(({ name, count }) => `${name} ${count}`) });
  expect(observed.reduce((sum, { count }) => sum + count, 0)).toBe(TRIALS);
  expect(possible).toEqual(expect.arrayContaining(observed.map(({ name }) => name)));
});

const { carryOut, demoAt } = await buildInternals();
const lockRace = await demoAt('demos/lock-race');
const plan = { variant: 'unlocked', seed: 0, until: Infinity, maxSteps: 1000 };

test('a schedule of lock-race that loses updates goes the same way a thousand times', async () => {
  const common = { ...plan, params: { count: 2 }, maxSchedules: 100_000 };
  const { result } = await carryOut(lockRace, common, {});
  const threads = result.outcomes.find(({ name }) => name === 'updates-lost')?.best?.threads ?? [];
  expect(threads.length).toBeGreaterThan(8);
  const again = async () => {
    const { stories, lost } = await carryOut(lockRace, { ...common, replay: threads }, {});
    return { ...stories.of(threads), lost };
  };
  const first = await again();
  expect(first).toMatchObject({ ending: 'complete', lost: undefined });
  expect(first.story?.steps).toHaveLength(threads.length);
  for (let n = 2; n <= 1000; n++) expect(await again(), `run ${n}`).toEqual(first);
});

test('memory is flat over 100 000 schedules', async () => {
  const maxSchedules = 100_000;
  const mebibytes = () => process.memoryUsage.rss() / 2 ** 20;
  let [early, late] = [0, 0];
  const begun = performance.now();
  const { result } = await carryOut(
    lockRace,
    { ...plan, params: { count: 6 }, maxSchedules, isBare: true },
    {
      onProgress({ schedules }) {
        if (schedules < maxSchedules / 10) early = mebibytes();
        else late = mebibytes();
      },
    },
  );
  const seconds = (performance.now() - begun) / 1000;
  console.log({ schedules: result.schedules, seconds, early, late });
  expect(result.schedules).toBeGreaterThanOrEqual(maxSchedules);
  expect(early).toBeGreaterThan(0);
  expect(late).toBeLessThan(early + 60);
});
