/** A lost update step by step: one column per thread, and between them the value at each step. */
import type { LostUpdate, LostUpdateOperation } from '../events/facts.js';
import type { RunEndEvent } from '../events/run-event.js';
import { threadLabel } from '../events/thread-label.js';
import { type Block, type Cell, code, paragraph, table } from './blocks.js';
import { messages } from './messages.js';
import { targetNames } from './names.js';
import { shownPlace } from './places.js';
import { plainLine } from './plain-text.js';
import type { Terminal } from './renderer.js';
import type { Theme } from './theme.js';

export function lostUpdateBlocks(end: RunEndEvent, { columns, folder }: Terminal, theme: Theme): Block[] {
  const { lostUpdate } = end;
  if (!lostUpdate) return lostUpdate === null && isRaceToBeSeen(end) ? [paragraph(messages.lostUpdate.notCaught)] : [];
  const idents = lanesOf(lostUpdate);
  const names = namesOf(lostUpdate, idents);
  const value = lostUpdate.name === null ? messages.lostUpdate.value : plainLine(lostUpdate.name);
  const width = [...names, value].reduce((sum, name) => sum + name.length + GUTTER, GUTTER);
  const isNarrow = width + NOTE > columns;
  return [
    paragraph(messages.headings.lostUpdate, { style: theme.strong }),
    ...(isNarrow ? list(lostUpdate, idents, names, theme) : [lanes(lostUpdate, idents, names, value, theme)]),
    // If there is little room, show only the line that lost the update.
    ...sources(lostUpdate.operations.slice(isNarrow ? -1 : 0), folder, theme),
  ];
}

const GUTTER = 2;
/** The fewest columns for notes beside the lanes. */
const NOTE = 24;

/** Under a lock no update can be caught, and a run with another end has something else to show. */
function isRaceToBeSeen({ reason, outcome }: RunEndEvent): boolean {
  return reason === 'completed' && outcome?.grade === 'interesting';
}

/** In the order in which the threads started; an unknown thread comes last. */
function lanesOf({ operations }: LostUpdate): number[] {
  const idents = new Set(operations.map(identOf));
  return [...idents].sort((one, other) => one - other);
}

function identOf({ ident }: LostUpdateOperation): number {
  return ident ?? Infinity;
}

/** The names of their target functions, if these differ; otherwise their own names. */
function namesOf({ operations }: LostUpdate, idents: readonly number[]): string[] {
  return targetNames(idents.map((ident) => nameOf(operations.find((each) => identOf(each) === ident))));
}

function nameOf(operation: LostUpdateOperation | undefined): string {
  const { thread = null, process = null } = operation ?? {};
  return thread === null ? messages.lostUpdate.somebody : plainLine(threadLabel({ thread, process: process ?? '' }));
}

function lanes(
  { operations }: LostUpdate,
  idents: readonly number[],
  names: readonly string[],
  value: string,
  theme: Theme,
): Block {
  const rows = operations.flatMap((operation): Cell[][] => {
    const text = messages.lostUpdate[operation.op](operation.value);
    const [left, right] = identOf(operation) === idents[0] ? [text, ''] : ['', text];
    const row = [left, operation.value, right, note(operation, theme)];
    return operation.afterOthers ? [['', theme.glyphs.ellipsis, '', ''], row] : [row];
  });
  const [first = '', second = ''] = names;
  return table([first, value, second, ''], rows);
}

/** For a terminal too narrow for columns, which has few rows as well: the stale load, the lost store and the last one. */
function list({ operations }: LostUpdate, idents: readonly number[], names: readonly string[], theme: Theme): Block[] {
  const shown = operations.filter(({ stale }, n) => stale || n >= operations.length - 2);
  return shown.flatMap((operation, n) => {
    const isAfterOthers =
      operation.afterOthers || (n > 0 && shown[n - 1] !== operations[operations.indexOf(operation) - 1]);
    const text = `${names[idents.indexOf(identOf(operation))]} ${messages.lostUpdate[operation.op](operation.value)}`;
    const { overwrote } = operation;
    const line =
      overwrote === undefined
        ? paragraph(text, { indent: 2 })
        : paragraph(`${text}${messages.lostUpdate.over(overwrote)}`, { indent: 2, style: theme.grade('interesting') });
    return isAfterOthers ? [paragraph(theme.glyphs.ellipsis, { indent: 2 }), line] : [line];
  });
}

function note({ stale, overwrote }: LostUpdateOperation, theme: Theme): '' | { text: string; style: Theme['faint'] } {
  if (overwrote !== undefined) {
    return { text: theme.prose(messages.lostUpdate.overwrites(overwrote)), style: theme.grade('interesting') };
  }
  return stale ? { text: theme.prose(messages.lostUpdate.stale), style: theme.faint } : '';
}

/** The source lines involved, each once. */
function sources(operations: readonly LostUpdateOperation[], folder: string | undefined, theme: Theme): Block[] {
  const lines = new Map<string, string>();
  for (const { at, source } of operations) if (at !== null) lines.set(shownPlace(at, folder), source ?? '');
  if (lines.size === 0) return [];
  return [
    code(
      [...lines].map(([place, source]) => [{ text: `${place}  `, style: theme.faint }, { text: source }]),
      { indent: 2 },
    ),
  ];
}
