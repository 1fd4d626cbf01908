/**
 * Rows of lanes. cli-table3 does not set them: a row is written as soon as its event comes, before any library is loaded, and
 * names are cut in the middle, where cli-table3 cuts the end.
 */
import type { Row, RowCell } from './blocks.js';
import type { Measure } from './measure.js';

/** Columns for the time before the cells, and between two cells. */
const TIME = 7;
const GUTTER = 2;
/** The narrowest readable cell, and the widest that the eye can follow from one to the next. */
const NARROWEST = 12;
const WIDEST = 40;

/** The width of each of `count` cells; undefined if that is too narrow. */
export function cellWidth(count: number, columns: number): number | undefined {
  const width = Math.floor((columns - TIME) / Math.max(count, 1)) - GUTTER;
  return width < NARROWEST ? undefined : Math.min(width, WIDEST);
}

/** The fewest columns that `count` cells need. */
export function columnsFor(count: number): number {
  return TIME + count * (NARROWEST + GUTTER);
}

/** The lines of a row: as many as its longest cell needs, with the marks in every line. */
export function setRow({ time, cells }: Row, measure: Measure, columns: number): string[] {
  const width = cellWidth(cells.length, columns) ?? NARROWEST;
  const columnsOfCells = toldApart(cells, measure, width);
  const height = Math.max(...columnsOfCells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const front = line === 0 ? time.text.padStart(TIME) : ' '.repeat(TIME);
    const parts = cells.map((cell, column) => aligned(cell, columnsOfCells[column]?.[line] ?? '', measure, width));
    return [time.style(front), ...parts].join(' '.repeat(GUTTER));
  });
}

/** Texts that would look the same when cut are wrapped instead. */
function toldApart(cells: readonly RowCell[], measure: Measure, width: number): string[][] {
  const set = cells.map((cell) => linesOf(cell, measure, width));
  const looks = set.map((lines) => lines.join('\n'));
  return cells.map((cell, index) => {
    const isMistakable = looks.some((look, other) => look === looks[index] && cells[other]?.text !== cell.text);
    return isMistakable ? linesOf({ ...cell, ellipsis: undefined }, measure, width) : (set[index] ?? []);
  });
}

function linesOf({ mark, text = '', ellipsis }: RowCell, measure: Measure, width: number): string[] {
  if (text === '') return [];
  if (ellipsis === undefined) return measure.wrap(text, width - gapBehind(mark));
  return text.split('\n').map((line) => measure.shorten(line, width, ellipsis));
}

function aligned({ mark, style }: RowCell, line: string, measure: Measure, width: number): string {
  const front = mark + (line === '' ? '' : ' '.repeat(gapBehind(mark) - mark.length));
  return style(front + line) + ' '.repeat(Math.max(width - measure.width(front + line), 0));
}

/** The columns a mark takes with the space after it; none for a cell without a mark, as in a heading. */
function gapBehind(mark: string): number {
  return mark === '' ? 0 : mark.length + 1;
}
