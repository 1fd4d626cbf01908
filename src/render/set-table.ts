/**
 * Tables without borders, never wider than the terminal.
 *
 * cli-table3 pads and aligns the cells, joins rows and columns. The rest it cannot do as we need it, so it stays here:
 *
 * * *How wide each column is.* cli-table3 takes fixed widths, and knows no width of the table.
 * * *Wrapping.* Its `wordWrap` cuts words that are longer than their column, loses text between wide characters, drops empty
 *   lines, and lets a faint style run on into the next cell. Its `colWidths` cut what it takes for too wide, and it takes
 *   newer emoji for narrower and some scripts for wider than they are. So cells reach it as lines, each with its style, and
 *   it gets no widths.
 * * *A terminal too narrow for columns.* Its vertical tables give the heads a column of their own.
 */
import CliTable3 from 'cli-table3';
import { type Cell, type Table, textOf } from './blocks.js';
import type { Measure } from './measure.js';

export type SetTable = typeof setTable;

/** The table's lines. */
export function setTable(table: Table, measure: Measure, columns: number): string[] {
  const texts = table.rows.map((row) => row.map(textOf));
  const wanted = (table.head.length > 0 ? table.head : (texts[0] ?? [])).map((_, column) => [
    table.head[column] ?? '',
    ...texts.map((row) => row[column] ?? ''),
  ]);
  const widths = fitted(
    wanted.map((cells) => widest(cells, /\n/, measure)),
    wanted.map((cells) => Math.min(widest(cells, /\s/, measure), LONGEST_WORD)),
    columns - INDENT - GUTTER * (wanted.length - 1),
  );
  if (widths === undefined) return stack(table, texts, measure, columns);

  const wrap = (text: string, column: number) => measure.wrap(text, widths[column] ?? 1);
  const grid = new CliTable3({
    head: table.head.map((head, column) => wrap(head, column).join('\n')),
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: widths.map((_, column) => (isNumeric(table, column) ? 'right' : 'left')),
  });
  for (const row of table.rows) {
    grid.push(row.map((cell, column) => styled(cell, wrap(textOf(cell), column)).join('\n')));
  }
  return grid.toString().split('\n');
}

const INDENT = 2;
const GUTTER = 2;

/** Words longer than this may be broken. */
const LONGEST_WORD = 24;

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

function widest(cells: readonly string[], separator: RegExp, measure: Measure): number {
  return Math.max(...cells.flatMap((text) => text.split(separator).map(measure.width)));
}

/** Narrows the widest column that can be narrowed, by one, until all columns fit; undefined if they cannot. */
function fitted(natural: readonly number[], least: readonly number[], room: number) {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; excess > 0; excess--) {
    const spare = widths.map((width, column) => (width > (least[column] ?? 1) ? width : 0));
    const giver = spare.indexOf(Math.max(...spare));
    if (!spare[giver]) return undefined;
    widths[giver] = spare[giver] - 1;
  }
  return widths;
}

/** For terminals too narrow for columns: each row as its first cell, with the other cells and their heads beneath it. */
function stack({ head }: Table, texts: readonly (readonly string[])[], measure: Measure, columns: number): string[] {
  return texts.flatMap(([first = '', ...others]) => [
    ...indented(first, INDENT, measure, columns),
    ...others
      .map((text, column) => (head.length > 0 ? `${head[column + 1]}: ${text}` : text))
      .flatMap((text) => indented(text, 2 * INDENT, measure, columns)),
  ]);
}

function indented(text: string, indent: number, measure: Measure, columns: number): string[] {
  return measure.wrap(text, columns - indent).map((line) => ' '.repeat(indent) + line);
}

function styled(cell: Cell, lines: string[]): string[] {
  return typeof cell === 'object' ? lines.map((line) => line && cell.style(line)) : lines;
}

function isNumeric({ rows }: Table, column: number): boolean {
  return (
    rows.length > 0 && rows.every(({ [column]: cell = '' }) => typeof cell === 'number' || NUMERAL.test(textOf(cell)))
  );
}

const NUMERAL = /^[-+\u2212]?\d[\d ]*(\.\d+)?( ?[a-z\u00b5%]{1,2})?$|^[-\u2013\u2026~]$/;
