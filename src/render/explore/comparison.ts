/** A comparison of several rows: what is possible in which. */
import type { ExploreReport, ExploreRow } from '../../events/explore-report.js';
import { type Block, type Cell, paragraph, table } from '../blocks.js';
import { plainLine } from '../plain-text.js';
import type { Theme } from '../theme.js';
import { coverageWord, outcomeName, shareOf, sizeOf } from './claims.js';
import { exploreMessages as messages } from './explore-messages.js';

/** Only outcomes that came out in one of the rows have a column. */
export function comparison({ rows }: ExploreReport, theme: Theme): Block[] {
  const possible = rows.flatMap(({ outcomes }) => outcomes.filter((outcome) => outcome.possible));
  const names = [...new Set(possible.map(outcomeName))];
  const sizes = new Set(rows.map(sizeOf));
  const { heads } = messages;
  return [
    paragraph(messages.comparison(sizes.size === 1 ? [...sizes][0] : undefined), { style: theme.strong }),
    table(
      [heads.row, ...names, heads.coverage],
      rows.map((row) => [
        plainLine(row.name),
        ...names.map((name) => outcomeCell(row, name, theme)),
        coverageWord(row),
      ]),
    ),
  ];
}

function outcomeCell(row: ExploreRow, name: string, theme: Theme): Cell {
  const outcome = row.outcomes.find((each) => each.possible && outcomeName(each) === name);
  if (outcome === undefined) {
    return {
      text: row.proved ? messages.isImpossible : messages.notSeen,
      style: row.proved ? theme.strong : theme.faint,
    };
  }
  return { text: shareOf(outcome, row) ?? messages.unknownWay, style: theme.grade(outcome.grade) };
}
