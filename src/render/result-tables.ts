import { inspect } from 'node:util';
import type { RunEndEvent } from '../events/run-event.js';
import { type Cell, type Table, table } from './blocks.js';
import { messages } from './messages.js';
import { plainLine } from './plain-text.js';
import type { OwnTable } from './renderer.js';
import type { Theme } from './theme.js';

/** The demo's own tables of its result, or else one of keys and values; none without a result. */
export function resultTables(end: RunEndEvent, tables: readonly OwnTable[] | undefined, theme: Theme): Table[] {
  const { result } = end;
  if (result === undefined) return [];
  if (tables !== undefined)
    return tables.map(({ head, rows }) =>
      table(
        head,
        rows.map((row) => row.map((cell) => prose(cell, theme))),
      ),
    );
  const entries = entriesOf(result);
  const rows = entries.slice(0, MOST_ROWS).map(([key, value]) => [plainLine(key), shown(value)]);
  if (entries.length > MOST_ROWS) {
    rows.push([theme.prose(messages.andMore(entries.length - MOST_ROWS)), '']);
  }
  return rows.length > 0 ? [table(messages.heads.result, rows)] : [];
}

const MOST_ROWS = 40;
const MOST_CHARACTERS = 400;

function prose(cell: Cell, theme: Theme): Cell {
  return typeof cell === 'string' ? theme.prose(cell) : cell;
}

function entriesOf(result: unknown): [string, unknown][] {
  if (typeof result !== 'object' || result === null) return [['result', result]];
  if (result instanceof Map) return Array.from(result, ([key, value]) => [shownText(key), value]);
  return Object.entries(result instanceof Set ? [...result] : result);
}

function shown(value: unknown): string | number {
  return typeof value === 'number' ? value : shownText(value);
}

function shownText(value: unknown): string {
  const text = typeof value === 'string' ? value : inspect(value, { depth: 3, breakLength: Infinity });
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text;
}
