/** Tables without borders, never wider than the terminal. */
import CliTable3 from 'cli-table3';
import { type Table, textOf } from './blocks.js';
import type { Measure } from './measure.js';

export type SetTable = typeof setTable;

/** The table's lines. Cells are wrapped beforehand: cli-table3's own wrapping loses parts of long CJK words. */
export function setTable(table: Table, measure: Measure, columns: number): string[] {
  const texts = table.rows.map((row) => row.map(textOf));
  const natural = table.head.map((head, column) =>
    Math.max(
      ...[head, ...texts.map((row) => row[column] ?? '')].flatMap((text) =>
        text.split('\n').map((line) => measure.width(line)),
      ),
    ),
  );
  const widths = fit(natural, columns - INDENT - GUTTER * (natural.length - 1));
  if (widths === undefined) return stack(table, texts, measure, columns);

  const grid = new CliTable3({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: natural.map((_, column) => (isNumeric(table, column) ? 'right' : 'left')),
  });
  const wrap = (text: string, column: number) => measure.wrap(text, widths[column] ?? 1);
  grid.push(table.head.map((head, column) => wrap(head, column).join('\n')));
  table.rows.forEach((row, index) => {
    grid.push(
      row.map((cell, column) => {
        const lines = wrap(texts[index]?.[column] ?? '', column);
        return lines
          .map((line) => (typeof cell === 'object' && line ? cell.style(line) : line))
          .join('\n');
      }),
    );
  });
  return grid.toString().split('\n');
}

const INDENT = 2;
const GUTTER = 2;

/** Narrower than this, a column of words is no longer read. */
const NARROWEST = 6;

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: ' '.repeat(INDENT),
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GUTTER),
};

/** Takes from the widest column, one at a time, until all fit; undefined if they cannot. */
function fit(natural: readonly number[], room: number): number[] | undefined {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (width <= NARROWEST) return undefined;
    widths[widest] = width - 1;
    excess -= 1;
  }
  return widths;
}

/** A row as `head: cell` lines, for terminals too narrow for columns. */
function stack(table: Table, texts: string[][], measure: Measure, columns: number): string[] {
  return texts.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((text, column) =>
      measure
        .wrap(`${table.head[column]}: ${text}`, columns - INDENT)
        .map((line) => ' '.repeat(INDENT) + line),
    ),
  ]);
}

function isNumeric(table: Table, column: number): boolean {
  return (
    table.rows.length > 0 &&
    table.rows.every(({ [column]: cell }) => typeof cell === 'number' || NUMERAL.test(textOf(cell ?? '')))
  );
}

const NUMERAL = /^[-+−]?\d[\d ]*(\.\d+)?( ?[a-zµ%]{1,2})?$|^[-–]$/;
