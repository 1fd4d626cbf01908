/** The parts of a page, before lines are broken: only the typesetter fits them to the terminal. */

/** Adds colour, or nothing. */
export type Style = (text: string) => string;

/** A piece of fixed width before a paragraph's text; longer text is cut. */
export interface Lead {
  readonly text: string;
  readonly width: number;
  readonly align?: 'right';
  readonly style?: Style;
}

/** Text that is wrapped after its leads, with a hanging indent. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly indent?: number;
  readonly leads?: readonly Lead[];
  readonly text: string;
  readonly style?: Style;
  /** The text is a program's output, broken only to fit a screen. */
  readonly isOutput?: true;
}

interface StyledCell {
  readonly text: string;
  readonly style: Style;
}

export type Cell = string | number | StyledCell;

/** Columns without borders; heads are optional. Columns of numbers are aligned to the right. */
export interface Table {
  readonly kind: 'table';
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A piece of a line in one style. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** Lines of a program. They are not broken; a line too long for the screen is cut. */
export interface Code {
  readonly kind: 'code';
  readonly indent?: number;
  /** Style of the line numbers; undefined for none. */
  readonly numbers?: Style;
  readonly lines: readonly (readonly Span[])[];
}

/** A column of a row: a mark in every line, optionally followed by text. */
export interface RowCell {
  readonly mark: string;
  readonly text?: string;
  /** If set, long text is cut with this sign instead of wrapped. */
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
