/** Parts of a page (`##`), their sections (`###`), and the rows of tables that have a column "throws". */
export interface Section {
  readonly title: string;
  readonly text: string;
  /** Signatures, without spaces. */
  readonly signatures: string;
  /** The names in the first cells of rows, and the text of the cell under "throws". */
  readonly entries: ReadonlyMap<string, string>;
}

/** The sections of the part with this title. */
export function sectionsOf(document: string, part: string): Section[] {
  const found = document.split(/^## /m).find((text) => text.startsWith(`${part}\n`)) ?? '';
  return found.split(/^### /m).slice(1).map(sectionIn);
}

function sectionIn(text: string): Section {
  return {
    title: text.split('\n', 1)[0] as string,
    text,
    signatures: withoutSpaces([...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code).join('')),
    entries: new Map(tablesIn(text).flatMap(entriesIn)),
  };
}

export function withoutSpaces(code: string): string {
  return code.replaceAll(/\s/g, '');
}

/** The names in backquotes. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/`\[?([\w.]+)\]?`/g)].map(([, name]) => name as string);
}

/** The anchor that GitHub gives to a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function tablesIn(text: string): string[][][] {
  const tables = text.match(/(?:^\|.*\|\n)+/gm) ?? [];
  return tables.map((table) => table.trim().split('\n').map(cellsOf));
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function entriesIn([head = [], , ...rows]: string[][]): [string, string][] {
  const column = head.indexOf('throws');
  if (column === -1) return [];
  return rows.flatMap((row) =>
    namesIn(row[0] as string).map((name): [string, string] => [name, row[column] as string]),
  );
}
