/** Every demo and variant 20 times, on an idle machine and on one whose cores are all busy with something else. */
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepBusy } from '../busy.js';
import { observeDemo, VARIANTS } from '../demos/observe-demo.js';

const TIMES = 20;

describe('idle', () => {
  soak();
});

describe('with all cores busy', () => {
  let busy: Disposable;
  beforeAll(() => {
    busy = keepBusy(Math.max(2, availableParallelism()));
  });
  afterAll(() => busy[Symbol.dispose]());
  soak();
});

function soak(): void {
  test.each(VARIANTS)('%s %s, on the virtual clock', async (name, variant, outcomes) => {
    expect(await tally(name, { variant, speed: 'max' })).toEqual(only(outcomes));
  });

  // Real time: the order that a demo's pauses force on the virtual clock is only very likely here, so luck is allowed for.
  test.each(VARIANTS)('%s %s, at a hundred times the pace', async (name, variant, outcomes) => {
    expect(await tally(name, { variant, speed: 100 })).toEqual(only([...outcomes, 'lucky']));
  });
}

/** How often each outcome came; of a forbidden one, why. */
async function tally(
  name: string,
  options: { variant: string; speed: number | 'max' },
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let i = 0; i < TIMES; i++) {
    const { outcome, reason, seed } = await observeDemo(name, options);
    const what =
      outcome?.grade === 'forbidden' || !outcome ? `${reason}, seed ${seed}: ${outcome?.because}` : outcome.name;
    counts[`${what}`] = (counts[`${what}`] ?? 0) + 1;
  }
  return counts;
}

/** A tally of these outcomes alone, not all of which need to have come. */
function only(outcomes: readonly string[]): unknown {
  const isTallyOfThese = (counts: Record<string, number>) =>
    Object.keys(counts).every((name) => outcomes.includes(name)) &&
    Object.values(counts).reduce((sum, count) => sum + count, 0) === TIMES;
  return expect.toSatisfy(isTallyOfThese, `nothing but ${outcomes.join(', ')}, ${TIMES} times`);
}
