/** A comparison of several rows of trials. */
import type { TrialsReport, TrialsRow } from '../../events/trials-report.js';
import { type Block, type Cell, gap, paragraph, table } from '../blocks.js';
import { plainLine } from '../plain-text.js';
import { bar } from './bars.js';
import type { Surroundings } from './row-blocks.js';
import { percent, percentRange, points } from './shares.js';
import { trialsMessages as messages } from './trials-messages.js';

export function comparison({ rows, differences }: TrialsReport, around: Surroundings): Block[] {
  const { theme, head } = around;
  const names = rows.map(({ name }) => plainLine(name));
  const blocks: Block[] = [paragraph(messages.headings.comparison, { style: theme.strong })];
  if (head.isSearch) return [...blocks, searches(rows, names)];
  blocks.push(
    table(
      messages.heads.comparison,
      rows.map((row, index) => rateCells(row, names[index] ?? '', around)),
    ),
  );
  if (differences.length === 0) return blocks;
  const cells = differences.map(({ row, from, difference, interval: [low, high] }) => [
    messages.minus(names[row] ?? '', names[from] ?? ''),
    theme.prose(points(difference)),
    theme.prose(`${points(low)} to ${points(high)}`),
  ]);
  return [...blocks, gap, table(messages.heads.differences, cells)];
}

function rateCells(row: TrialsRow, name: string, { terminal, theme, head }: Surroundings): Cell[] {
  const { trials, hits, rate, interval, noneBelow } = row;
  if (rate === null || interval === null) return [name, messages.counted(hits, trials), '', '', ''];
  const grade = head.outcome === null && hits > 0 ? 'interesting' : 'expected';
  return [
    name,
    hits === 0 ? messages.noneIn(trials) : messages.counted(hits, trials),
    hits === 0 ? messages.none : percent(rate, trials),
    percentRange(noneBelow === null ? interval : [0, noneBelow], trials),
    { text: bar(rate, BAR_WIDTH, terminal), style: theme.grade(grade) },
  ];
}

const BAR_WIDTH = 20;

function searches(rows: readonly TrialsRow[], names: readonly string[]): Block {
  const cells = rows.map(({ trials, firstHit }, index) => [
    names[index] ?? '',
    trials,
    firstHit === null ? messages.notFound(trials) : messages.found(firstHit),
  ]);
  return table(messages.heads.searches, cells);
}
