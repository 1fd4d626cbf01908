import type { OpEvent, RunEndEvent, RunEvent, RunStartEvent, ThreadEndEvent } from '../events/run-event.js';
import { type Block, type Lead, paragraph, type Style } from './blocks.js';
import { errorFrames, errorTitle } from './error-text.js';
import { messages } from './messages.js';
import { plainLine, plainText } from './plain-text.js';
import type { Terminal } from './renderer.js';
import type { Theme } from './theme.js';

type LoggedEvent = Exclude<RunEvent, RunStartEvent | RunEndEvent | { type: 'diagnosis' }>;

/** Frames begin beneath the name: behind it, where lines are short, paths would be broken. */
const FRAME_INDENT = 9;

/** Lines of the log: when, who, what. One for each run, since a thread keeps its colour that long. */
export class LogLines {
  readonly #colours = new Map<string, Style>();
  readonly #terminal: Terminal;
  readonly #theme: Theme;

  constructor(terminal: Terminal, theme: Theme) {
    this.#terminal = terminal;
    this.#theme = theme;
  }

  of(event: LoggedEvent): Block[] {
    // The command line shows warnings, on stderr.
    if (event.type === 'warning') return [];
    const leads = this.#leads(event);
    if (event.type === 'thread.end') return threadEnd(event, leads, this.#theme);
    if (event.type === 'log') return [paragraph(plainText(event.text), { leads })];
    return [paragraph(factOf(event), { leads, style: this.#theme.faint })];
  }

  #leads(event: Exclude<LoggedEvent, { type: 'warning' }>): Lead[] {
    const { columns } = this.#terminal;
    const width = Math.min(Math.floor((columns * 3) / 8), 30);
    const style = this.#colour(`${event.process}/${event.ident}`);
    return [
      { text: event.t.toFixed(3), width: 7, align: 'right', style: this.#theme.faint },
      { text: plainLine(nameOf(event)), width, style },
    ];
  }

  #colour(key: string): Style {
    const known = this.#colours.get(key);
    if (known !== undefined) return known;
    const colour = this.#theme.thread(this.#colours.size);
    this.#colours.set(key, colour);
    return colour;
  }
}

function nameOf({ thread, process }: { thread: string; process: string }): string {
  if (process === 'MainProcess') return thread;
  return thread === 'MainThread' ? process : `${process}/${thread}`;
}

function threadEnd({ end, error }: ThreadEndEvent, leads: Lead[], theme: Theme): Block[] {
  const said = messages.threadEnded[end];
  if (end === 'returned') return [paragraph(said, { leads, style: theme.faint })];
  const text = error === undefined ? said : `${said}: ${errorTitle(error)}`;
  return [
    paragraph(`${theme.glyphs.forbidden} ${text}`, { leads, style: theme.alarm }),
    ...(error === undefined ? [] : errorFrames(error)).map((frame) =>
      paragraph(frame, { indent: FRAME_INDENT, style: theme.faint }),
    ),
  ];
}

function factOf(event: Exclude<LoggedEvent, { type: 'warning' | 'log' | 'thread.end' }>): string {
  switch (event.type) {
    case 'thread.start':
      return messages.threadStarted(event.daemon);
    case 'process.start':
      return messages.processStarted(event.pid);
    case 'process.end':
      return messages.processEnded(event.exitcode);
    case 'op':
      return operation(event);
  }
}

function operation({ op, kind, name, object, value }: OpEvent): string {
  const what = name === null ? `${kind} 0x${object.toString(16)}` : plainLine(name);
  return `${op} ${what}${value === undefined ? '' : ` = ${value}`}`;
}
