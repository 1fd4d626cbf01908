/** Rows seen together: how they differ, and the warnings about them. */
import type { RateDifference, RateEstimate, TrialsReport, TrialsRow } from '../events/trials-report.js';
import { rateDifference } from './statistics.js';
import { type WarningContext, warningsFor } from './warnings.js';

/** The report of the rows so far; `planned` is how many there were to be. */
export function reportOf(rows: readonly TrialsRow[], planned: number, context: WarningContext): TrialsReport {
  return {
    rows,
    differences: differences(rows),
    warnings: warningsFor(rows, context),
    partial: rows.length < planned || rows.some(({ partial }) => partial),
  };
}

/** The difference of each row from the first. */
function differences(rows: readonly TrialsRow[]): RateDifference[] {
  const first = rows[0] && estimateOf(rows[0]);
  if (!first) return [];
  return rows.flatMap((row, index) => {
    const estimate = index === 0 ? undefined : estimateOf(row);
    return estimate ? [{ row: index, from: 0, ...rateDifference(estimate, first) }] : [];
  });
}

function estimateOf({ rate, interval, method, deff }: TrialsRow): RateEstimate | undefined {
  return rate === null || interval === null || method === null ? undefined : { rate, interval, method, deff };
}
