/** One line per outcome of each row. */
import type { ExploreRow } from '../../events/explore-report.js';
import { markdownLine } from '../markdown-line.js';
import { absence, coverageWord, outcomeName, shareOf, wayOf } from './claims.js';
import { exploreMessages as messages } from './explore-messages.js';

export function markdownHead({ params }: ExploreRow): string {
  const { heads } = messages;
  const names = ['variant', ...Object.keys(params), heads.outcome, heads.interleavings, heads.classes, heads.grade];
  return [[...names, heads.anyWay, heads.coverage], [...names, '', ''].map(() => '---')].map(markdownLine).join('');
}

export function markdownRow(row: ExploreRow): string {
  const { variant, params, outcomes } = row;
  return outcomes
    .map((outcome) =>
      markdownLine([
        variant ?? '',
        ...Object.values(params).map(String),
        outcomeName(outcome),
        shareOf(outcome, row) ?? '',
        String(outcome.classes ?? ''),
        outcome.grade,
        outcome.possible ? wayOf(outcome) : absence(row),
        coverageWord(row),
      ]),
    )
    .join('');
}
