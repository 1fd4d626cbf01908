/**
 * The log with one column a thread, and in each who runs, who holds a lock and who waits: `--view lanes`. With `--trace ops` each
 * operation is a row as well, up to a limit.
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
  /** Each operation on a shared object is a row. */
  readonly showsOperations: boolean;
  /** Takes what the reader has to know that is no part of the log. */
  warn(sentence: string): void;
}

/** Operations of one run: some eight screens. */
const MOST_OPERATIONS = 200;

/** Events that are held back at most: a program may have no other threads. */
const MOST_EARLY = 64;

/** One for each run. */
export class Lanes implements LogView {
  readonly #terminal: Terminal;
  readonly #theme: Theme;
  readonly #warn: (sentence: string) => void;
  readonly #list: LogLines;
  /** Operations that are still shown. */
  #operations: number;
  readonly #lanes: Lane[] = [];
  /** How many threads there have been, for their colours. */
  #threads = 0;
  /** How many threads there will be is not known before the first have all been started. */
  #early: LoggedEvent[] | undefined = [];
  /** Of the cells under the last heading: undefined before there is one. */
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

  /** False if somebody has resized the window since the last heading. */
  #isSameWidth(): boolean {
    return cellWidth(this.#lanes.length, this.#terminal.columns) === this.#width;
  }

  #rowsOf(event: Exclude<LoggedEvent, { type: 'warning' }>, lane: Lane): Block[] {
    const { now } = event;
    switch (event.type) {
      case 'thread.start':
        return [this.#row(now, lane, lane.begin(messages.threadStarted(event.daemon)))];
      case 'log':
        lane.say();
        return [this.#row(now, lane, event.text)];
      case 'op':
        return [...this.#waits(event, lane), ...this.#operation(event, lane)];
      case 'thread.end': {
        // Of a process's main thread the process's own end is still to come.
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

  /** False for what is told as a wait, and once there have been enough. */
  #takesOperation({ op }: OpEvent): boolean {
    if (this.#operations === 0 || op === 'waiting' || op === 'resumed') return false;
    this.#operations--;
    return true;
  }

  /** A lane of its own, or that of a thread that has ended. */
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

/** Ident of the first thread of a run. */
const MAIN_IDENT = 1;

function isStart(event: LoggedEvent) {
  return event.type === 'thread.start' || event.type === 'process.start';
}

/** True while MainThread starts others: nothing has been done yet that is worth a column. */
function isOpening(event: LoggedEvent): boolean {
  if (event.type === 'warning' || isStart(event)) return true;
  return event.ident === MAIN_IDENT && (event.type === 'log' || (event.type === 'op' && event.op !== 'waiting'));
}

function keyOf(event: { readonly process: string; readonly ident: number }): string {
  return `${event.process}/${event.ident}`;
}
