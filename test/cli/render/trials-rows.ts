import type { TrialsReport, TrialsRow } from '../../../src/events/trials-report.js';

/** A row of 1000 trials, with some fields replaced. */
export function trialsRow(given: Partial<TrialsRow> = {}): TrialsRow {
  return {
    name: 'unlocked',
    demo: 'lock-race',
    variant: 'unlocked',
    params: { count: 100 },
    start: 'together',
    trials: 1000,
    hits: 380,
    outcomes: [
      { name: 'mutual-exclusion-broken', grade: 'forbidden', count: 0 },
      { name: 'updates-lost', grade: 'interesting', count: 380 },
      { name: 'lucky', grade: 'expected', count: 620 },
      { name: null, grade: 'forbidden', count: 0 },
    ],
    undeclared: [],
    rate: 0.38,
    interval: [0.3051, 0.4612],
    method: 'wilson-batches',
    deff: 2.61,
    noneBelow: null,
    overlap: 0.954,
    sequential: 0,
    threads: 2,
    batches: [100, 20, 60, 140, 60].map((hits) => ({ trials: 200, hits })),
    firstHit: 3,
    seconds: 1.25,
    load: { start: 0.1, end: 0.4 },
    partial: false,
    ...given,
  };
}

/** A row in which nothing went wrong. */
export function cleanRow(given: Partial<TrialsRow> = {}): TrialsRow {
  return trialsRow({
    name: 'locked',
    variant: 'locked',
    hits: 0,
    outcomes: [
      { name: 'mutual-exclusion-broken', grade: 'forbidden', count: 0 },
      { name: 'lucky', grade: 'expected', count: 1000 },
      { name: null, grade: 'forbidden', count: 0 },
    ],
    rate: 0,
    interval: [0, 0.0044],
    deff: 1,
    noneBelow: 0.002991,
    batches: Array.from({ length: 5 }, () => ({ trials: 200, hits: 0 })),
    firstHit: null,
    ...given,
  });
}

/** A row that ended with its first hit, in the third trial. */
export function searchRow(): TrialsRow {
  return trialsRow({
    trials: 3,
    hits: 1,
    outcomes: [
      { name: 'updates-lost', grade: 'interesting', count: 1 },
      { name: 'lucky', grade: 'expected', count: 2 },
      { name: null, grade: 'forbidden', count: 0 },
    ],
    rate: null,
    interval: null,
    method: null,
    deff: null,
    batches: [{ trials: 3, hits: 1 }],
  });
}

export function trialsReport(rows: readonly TrialsRow[], given: Partial<TrialsReport> = {}): TrialsReport {
  return { rows, differences: [], warnings: [], partial: false, ...given };
}
