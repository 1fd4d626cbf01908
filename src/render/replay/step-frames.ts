/** A replay one step at a time: what `--step` shows after each of them, fitted to a screen. */
import { readPlace } from '../../events/places.js';
import type { ReplayReport } from '../../events/replay-report.js';
import { type Block, code, gap, paragraph, type Span } from '../blocks.js';
import { shownPlace } from '../places.js';
import { plainLine } from '../plain-text.js';
import { Typesetter } from '../typesetter.js';
import { endingBlocks, legendBlock, noteBlocks, replayLine, stateBlocks, titleBlock } from './replay-blocks.js';
import { replayMessages as messages } from './replay-messages.js';
import type { ReplaySurroundings } from './replay-renderer.js';
import { type StoryTable, storyTable } from './story-table.js';

export interface FrameSurroundings extends ReplaySurroundings {
  /** All lines of the file that a place is in; null if it cannot be read. */
  linesOf(at: string): readonly string[] | null;
}

export class StepFrames {
  readonly #report: ReplayReport;
  readonly #around: FrameSurroundings;
  #table: { readonly columns: number; readonly set: Promise<SetTable> } | undefined;

  constructor(report: ReplayReport, around: FrameSurroundings) {
    this.#report = report;
    this.#around = around;
  }

  /** How many steps there are. After the last one comes a frame for the end. */
  get steps(): number {
    return this.#report.story?.steps.length ?? 0;
  }

  /** The frame after `taken` steps, in at most `rows` lines where that is possible. */
  async text(taken: number, rows: number): Promise<string> {
    const { theme } = this.#around;
    const { story } = this.#report;
    const isEnd = taken > this.steps;
    const { title, end, begin } = messages.step;
    const what = isEnd ? end : taken === 0 ? begin : title(taken, this.steps);
    const head = await this.#set([
      titleBlock(this.#report, what, theme),
      ...(taken === 0 || isEnd ? noteBlocks(this.#report, theme) : []),
      gap,
    ]);
    const { head: tableHead, rows: table } = await this.#setTable();
    const most = Math.max(MOST_THREADS.least, Math.min(MOST_THREADS.most, rows - MOST_THREADS.rest));
    const below = isEnd
      ? await this.#set([gap, ...endingBlocks(this.#report, this.#around)])
      : await this.#set([gap, ...stateBlocks(this.#report, taken, this.#around, most)]);
    const at = isEnd ? null : (story?.steps[taken - 1]?.at ?? null);
    const room = rows - head.length - tableHead.length - below.length;
    const reach = room >= ROOMY ? 2 : room >= TIGHT ? 1 : 0;
    const source = at === null ? [] : await this.#set([gap, ...this.#sourceBlocks(at, reach)]);
    const shown = upTo(table, taken, Math.max(LEAST_LINES, room - source.length));
    return [...head, ...tableHead, ...shown, ...below, ...source].map((line) => `${line}\n`).join('');
  }

  /** The outcome in one line, for those who leave before the end. */
  get outcome(): string {
    return `${replayLine(this.#report, this.#around.theme)}\n`;
  }

  /** The lines around a place, with their numbers. */
  #sourceBlocks(at: string, reach: number): Block[] {
    const { terminal, theme, linesOf } = this.#around;
    const lines = linesOf(at);
    const line = readPlace(at)?.line;
    if (lines === null || line === undefined) return [];
    const first = Math.max(1, line - reach);
    const last = Math.min(lines.length, line + reach);
    const width = String(last).length;
    const numbered = lines.slice(first - 1, last).map((text, n): Span[] => {
      const isHere = first + n === line;
      const number = { text: `${isHere ? MARK : NO_MARK}${String(first + n).padStart(width)}  `, style: theme.faint };
      return [number, { text: plainLine(text), style: isHere ? theme.strong : theme.faint }];
    });
    return [paragraph(shownPlace(at, terminal.folder), { indent: 2, style: theme.faint }), code(numbered)];
  }

  /** The whole table once, for its columns are the same in all frames. */
  #setTable(): Promise<SetTable> {
    const { columns } = this.#around.terminal;
    if (this.#table?.columns !== columns) this.#table = { columns, set: this.#makeTable() };
    return this.#table.set;
  }

  async #makeTable(): Promise<SetTable> {
    const { story } = this.#report;
    if (story === null) return { head: [], rows: [] };
    const table = storyTable(this.#report, story, this.#around);
    const head = await this.#set([table.head ?? legendBlock(story, this.#around.theme)]);
    const rows: TableRow[] = [];
    for (const [at, row] of table.rows.entries()) rows.push({ step: stepOf(table, at), lines: await this.#set([row]) });
    return { head, rows };
  }

  async #set(blocks: readonly Block[]): Promise<string[]> {
    const { terminal, theme } = this.#around;
    let text = '';
    const write = (more: string) => {
      text += more;
    };
    const page = new Typesetter({ terminal, ellipsis: theme.glyphs.ellipsis, write });
    page.put(...blocks);
    await page.done();
    return text === '' ? [] : text.slice(0, -1).split('\n');
  }
}

interface TableRow {
  /** The step that the row is about. */
  readonly step: number;
  readonly lines: readonly string[];
}

interface SetTable {
  readonly head: readonly string[];
  readonly rows: readonly TableRow[];
}

/** The fewest lines of the story. */
const LEAST_LINES = 3;
/** Room for two lines of source on either side of a step, and for one. */
const ROOMY = 12;
const TIGHT = 9;
/** How many threads are shown: all but so many rows are left for them. */
const MOST_THREADS = { least: 3, most: 12, rest: 15 };
const MARK = '> ';
const NO_MARK = '  ';

/** A log line belongs to the step before it. */
function stepOf({ lines }: StoryTable, at: number): number {
  const last = lines.slice(0, at + 1).findLast((line) => line.is === 'step');
  return last?.is === 'step' ? last.step.step : 0;
}

/** The last lines up to a step, which is marked. */
function upTo(rows: readonly TableRow[], taken: number, most: number): string[] {
  return rows
    .filter(({ step }) => step <= taken)
    .flatMap(({ step, lines }) =>
      // The margin has no colours.
      step === taken ? lines.map((line) => line.replace(/^ {2}/, MARK)) : lines,
    )
    .slice(-most);
}
