/** The exit code for the rows of trials, and the bounds that were not met. */
import type { TrialsRow } from '../../events/trials-report.js';
import { trialsMessages } from '../../render/trials/trials-messages.js';
import { ExitCode } from '../exit-codes.js';
import type { RateBounds } from './options.js';

const messages = trialsMessages.unmet;

/** How the command itself was stopped is judged elsewhere. A forbidden outcome counts before an unmet bound. */
export function trialsVerdict(rows: readonly TrialsRow[], bounds: RateBounds): ExitCode {
  const isForbidden = rows.some(({ outcomes }) =>
    outcomes.some(({ grade, count }) => grade === 'forbidden' && count > 0),
  );
  if (isForbidden) return ExitCode.forbidden;
  return rows.some((row) => unmet(row, bounds).length > 0) ? ExitCode.unexpected : ExitCode.ok;
}

/** One sentence for each bound that the row does not meet. */
export function unmet(row: TrialsRow, { expect, minRate, maxRate, minOverlap }: RateBounds): string[] {
  const { demo, variant, params, start, trials, hits, rate, overlap, outcomes } = row;
  const values = Object.entries(params).map(([param, value]) => `${param}=${value}`);
  const names = [demo, variant ?? '', ...values].filter(Boolean);
  const name = messages.row(names, start);
  const sentences: string[] = [];
  const others = trials - (outcomes.find((outcome) => outcome.name === expect)?.count ?? 0);
  if (expect !== undefined && others > 0) {
    sentences.push(messages.expect(name, expect, others, trials));
  }
  // Compares the counted share, not the interval, so that a bound is plain arithmetic.
  if (minRate !== undefined && (rate === null || rate < minRate)) {
    sentences.push(messages.minRate(name, hits, trials, minRate));
  }
  if (maxRate !== undefined && rate !== null && rate > maxRate) {
    sentences.push(messages.maxRate(name, hits, trials, maxRate));
  }
  if (minOverlap !== undefined && (overlap === null || overlap < minOverlap)) {
    const met = Math.round((overlap ?? 0) * trials);
    sentences.push(messages.minOverlap(name, met, trials, minOverlap));
  }
  return sentences;
}
