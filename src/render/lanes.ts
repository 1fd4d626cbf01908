/**
 * `--view lanes`: the log with one column per thread, which shows when the thread runs, holds a lock or waits. With
 * `--trace ops`, each operation is a row too, up to a limit.
 */
import type { OpEvent } from '../events/run-event.js';
import { threadLabel } from '../events/thread-label.js';
import { type Block, gap, paragraph, type Row, row } from './blocks.js';
import { Lane } from './lane.js';
import { isToldOfProcess, type LoggedEvent, LogLines, type LogView, objectName, operation } from './log-lines.js';
import { messages } from './messages.js';
import { headingName, shortName } from './names.js';
import { plainLine } from './plain-text.js';
import type { Terminal } from './renderer.js';
import { cellWidth, columnsFor } from './set-row.js';
import type { Theme } from './theme.js';
import { threadEndText } from './thread-end.js';

export interface LanesOptions {
  readonly terminal: Terminal;
  readonly theme: Theme;
  /** Show each operation on a shared object as a row. */
  readonly showsOperations: boolean;
  /** Receives what the reader should know but is not part of the log. */
  warn(sentence: string): void;
}

/** The most operations shown of one run: about eight screens. */
const MOST_OPERATIONS = 200;

/** The most events held back: a program may start no other threads. */
const MOST_EARLY = 64;

/** One per run. */
export class Lanes implements LogView {
  readonly #terminal: Terminal;
  readonly #theme: Theme;
  readonly #warn: (sentence: string) => void;
  readonly #list: LogLines;
  /** How many more operations are shown. */
  #operations: number;
  readonly #lanes: Lane[] = [];
  /** How many threads have started; it selects their colours. */
  #threads = 0;
  /** Rows held back until the first threads have all started, when the number of columns is known. */
  #early: LoggedEvent[] | undefined = [];
  /** Width of the cells under the last heading; undefined before the first. */
  #width: number | undefined;
  #isList = false;

  constructor({ terminal, theme, warn, showsOperations }: LanesOptions) {
    this.#terminal = terminal;
    this.#theme = theme;
    this.#warn = warn;
    this.#operations = showsOperations ? MOST_OPERATIONS : 0;
    this.#list = new LogLines(terminal, theme);
  }

  of(event: LoggedEvent): Block[] {
    if (this.#early === undefined) return this.#shown(event);
    this.#early.push(event);
    return isOpening(event) && this.#early.length < MOST_EARLY ? [] : this.rest();
  }

  rest(): Block[] {
    const early = this.#early;
    if (early === undefined) return [];
    this.#early = undefined;
    for (const event of early) if (isStart(event)) this.#laneFor(event);
    if (this.#lanes.length === 0) return [];
    const heading = this.#heading();
    return [
      ...(this.#isList ? [] : [this.#legend(), gap]),
      ...heading,
      ...early.flatMap((event) => this.#shown(event)),
    ];
  }

  #shown(event: LoggedEvent): Block[] {
    if (event.type === 'warning' || isToldOfProcess(event)) return [];
    if (this.#isList) return event.type === 'op' && !this.#takesOperation(event) ? [] : this.#list.of(event);
    const before = this.#lanes.length;
    const lane = this.#laneFor(event);
    const rows = this.#rowsOf(event, lane);
    const isNew = this.#lanes.length > before;
    if (!isNew && (rows.length === 0 || this.#isSameWidth())) return rows;
    const heading = this.#heading();
    return this.#isList ? this.#shown(event) : [gap, ...heading, ...rows];
  }

  /** False if the window was resized since the last heading. */
  #isSameWidth(): boolean {
    return cellWidth(this.#lanes.length, this.#terminal.columns) === this.#width;
  }

  #rowsOf(event: Exclude<LoggedEvent, { type: 'warning' }>, lane: Lane): Block[] {
    const { now } = event;
    switch (event.type) {
      case 'thread.start':
        return [this.#row(now, lane, lane.begin(messages.threadStarted(event.daemon)))];
      case 'log':
        lane.goOn();
        return [this.#row(now, lane, event.text)];
      case 'op':
        return [...this.#waits(event, lane), ...this.#operation(event, lane)];
      case 'thread.end': {
        // The end of the process itself follows the end of its main thread.
        if (event.process === 'MainProcess' || event.thread !== 'MainThread') lane.end();
        const { text, frames, alarm } = threadEndText(event, this.#theme);
        return [this.#row(now, lane, text, alarm), ...frames];
      }
      case 'process.start':
        return [this.#row(now, lane, lane.begin(messages.processStarted(event.pid, event.daemon)))];
      case 'process.end':
        lane.end();
        return [this.#row(now, lane, messages.processEnded(event.exitcode, event.end))];
    }
  }

  #waits(event: OpEvent, lane: Lane): Block[] {
    const times = lane.change(event);
    if (times === 0) return [];
    const { call = '', heldBy } = event;
    const text = [
      messages.lanes.waits(call, shortName(objectName(event))),
      heldBy ? messages.heldBy(shortName(heldBy)) : '',
      times > 1 ? messages.lanes.times(times) : '',
    ];
    return [this.#row(event.now, lane, text.join(''))];
  }

  #operation(event: OpEvent, lane: Lane): Block[] {
    if (!this.#takesOperation(event)) return [];
    const row = this.#row(event.now, lane, operation(event));
    return this.#operations > 0
      ? [row]
      : [row, paragraph(messages.lanes.noMore(MOST_OPERATIONS), { style: this.#theme.faint })];
  }

  /** False for an operation already shown as a wait, and once the limit is reached. */
  #takesOperation({ op }: OpEvent): boolean {
    if (this.#operations === 0 || op === 'waiting' || op === 'resumed') return false;
    this.#operations--;
    return true;
  }

  /** A new lane, or that of a thread that has ended. */
  #laneFor(event: Exclude<LoggedEvent, { type: 'warning' }>): Lane {
    const key = keyOf(event);
    const own = this.#lanes.find((lane) => lane.key === key);
    if (own !== undefined) return own;
    const name = plainLine(threadLabel(event));
    const free = this.#lanes.find((lane) => lane.isOver);
    if (free !== undefined && this.#early === undefined) return free.giveTo(key, name, this.#nextStyle());
    const lane = new Lane(key, name, this.#nextStyle());
    this.#lanes.push(lane);
    return lane;
  }

  #nextStyle() {
    return this.#theme.thread(this.#threads++);
  }

  #heading(): Block[] {
    const { columns } = this.#terminal;
    const count = this.#lanes.length;
    this.#width = cellWidth(count, columns);
    if (this.#width === undefined) {
      this.#isList = true;
      this.#warn(messages.lanes.tooNarrow(count, columnsFor(count), columns));
      return [];
    }
    const { ellipsis } = this.#theme.glyphs;
    const names = this.#lanes.map(({ name, style }) => ({
      mark: '',
      text: headingName(name),
      ellipsis,
      style,
    }));
    return [row({ text: '', style: (text) => text }, names)];
  }

  #legend(): Block {
    const { runs, holds, waits, both, sleeps } = this.#theme.glyphs.lanes;
    const { states } = messages.lanes;
    const parts = [
      `${runs} ${states.runs}`,
      `${holds} ${states.holds}`,
      `${waits} ${states.waits}`,
      `${both} ${states.both}`,
      `${sleeps} ${states.sleeps}`,
    ];
    return paragraph(parts.join('  '), { style: this.#theme.faint });
  }

  #row(now: number, speaker: Lane, text: string, style = speaker.style): Row {
    const { glyphs, faint } = this.#theme;
    const cells = this.#lanes.map((lane) => {
      const isThere = lane === speaker || (lane.hasBegun && !lane.isOver);
      const mark = isThere ? glyphs.lanes[lane.state] : '';
      return lane === speaker ? { mark, text, style } : { mark, style: lane.style };
    });
    return row({ text: now.toFixed(3), style: faint }, cells);
  }
}

/** The ident of a run's first thread. */
const MAIN_IDENT = 1;

function isStart(event: LoggedEvent) {
  return event.type === 'thread.start' || event.type === 'process.start';
}

/** True for events of the start phase, in which MainThread only starts other threads. */
function isOpening(event: LoggedEvent): boolean {
  if (event.type === 'warning' || isStart(event)) return true;
  return event.ident === MAIN_IDENT && (event.type === 'log' || (event.type === 'op' && event.op !== 'waiting'));
}

function keyOf(event: { readonly process: string; readonly ident: number }): string {
  return `${event.process}/${event.ident}`;
}
