/** What pages are made of: content without line breaks decided, so that one place alone fits it to the terminal. */

/** Adds colour, or nothing. */
export type Style = (text: string) => string;

/** A fixed-width piece before a paragraph's text; what is longer is cut short. */
export interface Lead {
  readonly text: string;
  readonly width: number;
  readonly align?: 'right';
  readonly style?: Style;
}

/** Text that is wrapped behind its leads, further lines hanging beneath the first. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly indent?: number;
  readonly leads?: readonly Lead[];
  readonly text: string;
  readonly style?: Style;
  /** It is something that was said, and is broken only to fit a screen. */
  readonly isSaid?: true;
}

interface StyledCell {
  readonly text: string;
  readonly style: Style;
}

export type Cell = string | number | StyledCell;

/** Columns without borders, and perhaps without heads. Columns of numbers are aligned to the right. */
export interface Table {
  readonly kind: 'table';
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A piece of a line that looks the same throughout. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** Lines of a program, which are not broken: what is too long for a screen is cut. */
export interface Code {
  readonly kind: 'code';
  readonly indent?: number;
  /** How the numbers before the lines look, where there are any. */
  readonly numbers?: Style;
  readonly lines: readonly (readonly Span[])[];
}

/** A column of a row: its mark in every line, and perhaps text behind it. */
export interface RowCell {
  readonly mark: string;
  readonly text?: string;
  /** Where what is too long is cut short rather than wrapped: the sign for that. */
  readonly ellipsis?: string;
  readonly style: Style;
}

/** A line of the log in columns of the same width. */
export interface Row {
  readonly kind: 'row';
  readonly time: Span & { readonly style: Style };
  readonly cells: readonly RowCell[];
}

export type Block = Paragraph | Table | Code | Row;

export function paragraph(text: string, options: Omit<Paragraph, 'kind' | 'text'> = {}): Paragraph {
  return { kind: 'paragraph', text, ...options };
}

export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): Table {
  return { kind: 'table', head, rows };
}

export function code(lines: readonly (readonly Span[])[], options: Omit<Code, 'kind' | 'lines'> = {}): Code {
  return { kind: 'code', lines, ...options };
}

export function row(time: Row['time'], cells: readonly RowCell[]): Row {
  return { kind: 'row', time, cells };
}

/** An empty line. */
export const gap: Paragraph = { kind: 'paragraph', text: '' };

export function textOf(cell: Cell): string {
  if (typeof cell === 'object') return cell.text;
  return typeof cell === 'number' && !Number.isInteger(cell) ? String(Number(cell.toPrecision(6))) : String(cell);
}
