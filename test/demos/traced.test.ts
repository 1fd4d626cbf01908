/** A trace changes no outcome: at any trace level a demo ends as it does without one (`demos.test.ts`). */
import { expect, test } from 'vitest';
import { ExitCode } from '../../src/cli/exit-codes.js';
import { verdictOf } from '../../src/cli/run/verdict.js';
import { isSoak } from '../soaking.js';
import { loadDemo, observeDemo, VARIANTS } from './observe-demo.js';

/** A few turns are enough to trace hot loops; and one turn, where each starts a process. */
const COUNTS: Readonly<Record<string, number>> = { 'threads-vs-processes': 1 };

/** Operations include the waits: of the demos with processes, which take long, only one is traced both ways. */
const tracesOf = (name: string) =>
  isSoak || !name.includes('process') || name === 'process-queue' ? (['waits', 'ops'] as const) : (['ops'] as const);

const rows = VARIANTS.flatMap(([name, variant, outcomes]) =>
  tracesOf(name).map((trace) => [name, variant, trace, outcomes] as const),
);

test.each(rows)(
  '%s %s, trace %s: the outcome and the exit code are unchanged',
  async (name, variant, trace, outcomes) => {
    const { params = {} } = await loadDemo(name);
    const run = await observeDemo(name, {
      variant,
      trace,
      params: 'count' in params ? { count: COUNTS[name] ?? 10 } : {},
    });
    expect(outcomes, JSON.stringify(run.error ?? run.outcome)).toContain(run.outcome?.name);
    expect(verdictOf([run], undefined)).toBe(ExitCode.ok);
  },
);

test('the host’s reads after the end are not traced as operations', async () => {
  const run = await observeDemo('lock-race', { trace: 'ops', params: { count: 3 } });
  const isAfterMain = run.events.slice(run.events.findLastIndex(({ type }) => type === 'thread.end'));
  expect(isAfterMain.map(({ type }) => type)).toEqual(['thread.end', 'run.end']);
  expect(run.result).toMatchObject({ locked: 0, expected: 0 });
});
