/**
 * All steps of a replay: one column per thread, one per shared value with what it holds after the step, and the source line. Where
 * that does not fit the terminal, columns are left out, from the right; at last the steps are a list.
 */
import type { Story, StoryStep } from '../../events/explore-report.js';
import { readPlace } from '../../events/places.js';
import type { ReplayReport } from '../../events/replay-report.js';
import { type Block, code, paragraph, type Span } from '../blocks.js';
import { phrase } from '../explore/story-blocks.js';
import { changingValues, lastLostStore, participants, type StoryLine } from '../explore/story-lines.js';
import type { Measure } from '../measure.js';
import { targetNames } from '../names.js';
import { shownPlace } from '../places.js';
import { plainLine } from '../plain-text.js';
import type { Theme } from '../theme.js';
import type { ReplaySurroundings } from './replay-renderer.js';
import { valuesAfter } from './story-state.js';

export interface StoryTable {
  /** Undefined for a list. */
  readonly head: Block | undefined;
  /** One for each line of the story. */
  readonly rows: readonly Block[];
  readonly lines: readonly StoryLine[];
  /** True if each step has its source line beside it. */
  readonly hasSources: boolean;
}

export function storyTable(report: ReplayReport, story: Story, around: ReplaySurroundings): StoryTable {
  const { terminal, measure, theme } = around;
  const lines = linesOf(story);
  const facts = factsOf(report, story, around);
  for (const layout of LAYOUTS) {
    const columns = columnsOf(facts, layout);
    const cells = lines.map((line) => rowOf(line, columns, facts, layout));
    const head: Span[] = ['', ...columns.map((column) => column.head)].map((text) => ({ text }));
    // A log line may go on over the columns to its right, which are empty.
    const steps = cells.filter((_, at) => lines[at]?.is === 'step');
    const widths = head.map((_, at) => Math.max(...[head, ...steps].map((row) => measure.width(row[at]?.text ?? ''))));
    const room = terminal.columns - widths.reduce((sum, width) => sum + width + GUTTER, 0) - GUTTER;
    const places = lines.map((line) => sourceCell(line, layout.source === 'text' ? room : 0, facts));
    const needed = {
      none: -GUTTER,
      line: Math.max(...places.map(({ text }) => measure.width(text))),
      text: LEAST_SOURCE,
    };
    if (room < needed[layout.source]) continue;
    const set = (row: readonly Span[]) => code([setRow(row, widths, measure)], { indent: INDENT });
    const rows = cells.map((row, at) => set(layout.source === 'none' ? row : [...row, places[at] ?? NOTHING]));
    const file = layout.source === 'text' ? fileHead(facts, room) : '';
    return {
      head: set([...head, { text: file }].map((span) => ({ ...span, style: theme.strong }))),
      rows,
      lines,
      hasSources: layout.source === 'text',
    };
  }
  return { head: undefined, lines, ...listed(lines, facts) };
}

/** Every step, and what its thread logs after it. */
function linesOf({ steps }: Story): StoryLine[] {
  return steps.flatMap((step): StoryLine[] => [
    { is: 'step', thread: step.thread, step },
    ...step.logs.map((text): StoryLine => ({ is: 'log', thread: step.thread, text })),
  ]);
}

interface Layout {
  /** `text`: the number and the text of the line; `line`: its number. */
  readonly source: 'text' | 'line' | 'none';
  readonly hasValues: boolean;
}

/** From the widest to the narrowest. */
const LAYOUTS: readonly Layout[] = [
  { source: 'text', hasValues: true },
  { source: 'line', hasValues: true },
  { source: 'none', hasValues: true },
  { source: 'none', hasValues: false },
];
/** A source line cut to fewer columns says too little. */
const LEAST_SOURCE = 28;
const INDENT = 2;
const GUTTER = 2;
const NOTHING: Span = { text: '' };

/** The cells of a row, each as wide as its column; what follows the last one that has text is left out. */
function setRow(row: readonly Span[], widths: readonly number[], measure: Measure): Span[] {
  const last = row.findLastIndex(({ text }) => text !== '');
  return row.slice(0, last + 1).flatMap((span, at) => {
    const padding = Math.max(0, (widths[at] ?? 0) - measure.width(span.text));
    return at === last ? [span] : [span, { text: ' '.repeat(padding + GUTTER) }];
  });
}

interface Facts {
  readonly story: Story;
  readonly given: number;
  readonly around: ReplaySurroundings;
  /** The threads' names, as short as they can be told apart. */
  readonly names: readonly string[];
  /** The values that have a column. */
  readonly values: readonly string[];
  readonly after: readonly (readonly (number | undefined)[])[];
  readonly lost: StoryStep | undefined;
  /** The file of most steps: in it, line numbers are enough. */
  readonly file: string | undefined;
}

function factsOf({ given }: ReplayReport, story: Story, around: ReplaySurroundings): Facts {
  const values = changingValues(story);
  return {
    story,
    given,
    around,
    names: threadNames(story),
    values,
    after: valuesAfter(story, values),
    lost: lastLostStore(story)?.step,
    file: mainFile(story),
  };
}

function mainFile({ steps }: Story): string | undefined {
  const counts = new Map<string, number>();
  for (const { at } of steps) {
    const file = at === null ? undefined : readPlace(at)?.file;
    if (file !== undefined) counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

/** The file above source lines: its path or, where that has no room, its name. */
function fileHead({ file, around }: Facts, room: number): string {
  const path = file === undefined ? '' : shownPlace(file, around.terminal.folder);
  return path.length <= room ? path : (path.split(/[\\/]/).at(-1) ?? '');
}

/** In the order of the threads. */
export function threadNames({ threads }: Story): string[] {
  return targetNames(threads.map(({ name }) => plainLine(name)));
}

interface Column {
  readonly head: string;
  readonly thread?: string;
  /** Its place among the values. */
  readonly value?: number;
}

/** Two threads that take part have the only value between them. */
function columnsOf({ story, names, values }: Facts, { hasValues }: Layout): Column[] {
  const threads = story.threads.map(({ letter }, at): Column => ({ head: `${letter} ${names[at]}`, thread: letter }));
  const numbers = hasValues ? values.map((name, value): Column => ({ head: plainLine(name), value })) : [];
  const [, second, ...more] = participants(story);
  const last = threads.at(-1);
  if (numbers.length === 1 && more.length === 0 && second !== undefined && last?.thread === second) {
    return [...threads.slice(0, -1), ...numbers, last];
  }
  return [...threads, ...numbers];
}

function rowOf(line: StoryLine, columns: readonly Column[], facts: Facts, { hasValues }: Layout): Span[] {
  const { story, after, values, around } = facts;
  const number = line.is === 'step' ? String(line.step.step) : '';
  const isNameless = hasValues && values.length === 1;
  return [
    { text: number.padStart(number === '' ? 0 : String(story.steps.length).length), style: around.theme.faint },
    ...columns.map((column): Span => {
      if (column.value === undefined) {
        if (column.thread !== line.thread) return NOTHING;
        return { text: textOf(line, facts, isNameless), style: styleOf(line, facts) };
      }
      const value = line.is === 'step' ? after[line.step.step - 1]?.[column.value] : undefined;
      if (line.is !== 'step' || value === undefined) return NOTHING;
      const isTouched = line.step.object === values[column.value] && line.step.value !== null;
      const text = String(value).padStart(column.head.length);
      return isTouched ? { text } : { text, style: around.theme.faint };
    }),
  ];
}

function styleOf(line: StoryLine, { around: { theme }, lost, given, story }: Facts) {
  if (line.is !== 'step' || line.step.step > given) return theme.faint;
  if (line.step === lost) return theme.grade('interesting');
  return theme.thread(story.threads.findIndex(({ letter }) => letter === line.thread));
}

function textOf(line: StoryLine, { story, values }: Facts, isNameless: boolean): string {
  if (line.is === 'log') return `"${plainLine(line.text)}"`;
  return line.is === 'step' ? stepText(line.step, story, isNameless && values[0] === line.step.object) : '';
}

/** What a step does; threads go by their letters. */
export function stepText(step: Parameters<typeof phrase>[0], { threads }: Story, isNameless = false): string {
  const [only, ...others] = step.kind === 'Thread' ? threads.filter(({ name }) => name === step.object) : [];
  return phrase(only && others.length === 0 ? { ...step, object: only.letter } : step, isNameless);
}

/** With room for it, the text of the line as well. */
function sourceCell(line: StoryLine, room: number, { around, file }: Facts): Span {
  const at = line.is === 'step' ? line.step.at : null;
  if (at === null) return NOTHING;
  const { terminal, theme, sourceOf, measure } = around;
  const place = shownPlace(at, terminal.folder);
  const short =
    readPlace(at)?.file === file ? place.slice(place.lastIndexOf(':')) : (place.split(/[\\/]/).at(-1) ?? place);
  if (room <= 0) return { text: short, style: theme.faint };
  return { text: cut(`${short} ${plainLine(sourceOf(at) ?? '')}`.trimEnd(), room, theme, measure), style: theme.faint };
}

function cut(text: string, most: number, { glyphs }: Theme, measure: Measure): string {
  if (measure.width(text) <= most) return text;
  return `${measure.start(text, most - glyphs.ellipsis.length)}${glyphs.ellipsis}`;
}

/** For a terminal too narrow for columns: a list, with the source lines beside it where they have room. */
function listed(lines: readonly StoryLine[], facts: Facts): Pick<StoryTable, 'rows' | 'hasSources'> {
  const { story, around } = facts;
  const { terminal, measure, theme } = around;
  const number = String(story.steps.length).length;
  const texts = lines.map((line) => `${line.thread} ${textOf(line, facts, false)}`);
  const width = Math.max(...texts.filter((_, at) => lines[at]?.is === 'step').map(measure.width));
  const room = terminal.columns - INDENT - number - GUTTER - width - GUTTER;
  const hasSources = room >= LEAST_SOURCE;
  const rows = lines.map((line, at): Block => {
    const text = texts[at] ?? '';
    const source = sourceCell(line, hasSources ? room : 0, facts).text;
    const style = styleOf(line, facts);
    if (hasSources && line.is === 'step') {
      const spans = [
        { text: String(line.step.step).padStart(number), style: theme.faint },
        { text, style },
      ];
      return code([setRow([...spans, { text: source, style: theme.faint }], [number, width], measure)], {
        indent: INDENT,
      });
    }
    return paragraph(`${text}${source === '' ? '' : `  ${source}`}`, {
      indent: INDENT,
      leads: [
        { text: line.is === 'step' ? String(line.step.step) : '', width: number, align: 'right', style: theme.faint },
      ],
      style,
    });
  });
  return { rows, hasSources };
}
