import type { OpEvent, RunEndEvent, RunEvent, RunStartEvent } from '../events/run-event.js';
import { threadLabel } from '../events/thread-label.js';
import { type Block, type Lead, paragraph, type Style } from './blocks.js';
import { messages } from './messages.js';
import { fittingName } from './names.js';
import { plainLine } from './plain-text.js';
import type { Terminal } from './renderer.js';
import type { Theme } from './theme.js';
import { threadEndText } from './thread-end.js';

export type LoggedEvent = Exclude<RunEvent, RunStartEvent | RunEndEvent | { type: 'diagnosis' }>;

/** How the events between the start and the end of a run are shown. */
export interface LogView {
  of(event: LoggedEvent): Block[];
  /** Returns the blocks held back; called when the run is over. */
  rest(): Block[];
}

/** Lines of the log: time, thread, text. One per run, since a thread keeps its colour for a run. */
export class LogLines implements LogView {
  readonly #colours = new Map<string, Style>();
  readonly #terminal: Terminal;
  readonly #theme: Theme;

  constructor(terminal: Terminal, theme: Theme) {
    this.#terminal = terminal;
    this.#theme = theme;
  }

  of(event: LoggedEvent): Block[] {
    // The command line prints warnings on stderr.
    if (event.type === 'warning' || isToldOfProcess(event)) return [];
    const leads = this.#leads(event);
    if (event.type === 'thread.end') {
      const { text, frames, alarm } = threadEndText(event, this.#theme);
      return [paragraph(text, { leads, style: alarm ?? this.#theme.faint }), ...frames];
    }
    if (event.type === 'log') return [paragraph(event.text, { leads, isOutput: true })];
    return [paragraph(factOf(event), { leads, style: this.#theme.faint })];
  }

  rest(): Block[] {
    return [];
  }

  #leads(event: Exclude<LoggedEvent, { type: 'warning' }>): Lead[] {
    const { columns } = this.#terminal;
    const width = Math.min(Math.floor((columns * 3) / 8), 30);
    const style = this.#colour(`${event.process}/${event.ident}`);
    return [
      { text: event.now.toFixed(3), width: 7, align: 'right', style: this.#theme.faint },
      { text: fittingName(plainLine(threadLabel(event)), width, this.#theme.glyphs.ellipsis), width, style },
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

/** True for the start and normal end of a process's main thread, which the events of the process report too. */
export function isToldOfProcess(event: LoggedEvent): boolean {
  if (event.type !== 'thread.start' && event.type !== 'thread.end') return false;
  const isSimple = event.type === 'thread.start' || event.error === undefined;
  return isSimple && event.process !== 'MainProcess' && event.thread === 'MainThread';
}

function factOf(event: Exclude<LoggedEvent, { type: 'warning' | 'log' | 'thread.end' }>): string {
  switch (event.type) {
    case 'thread.start':
      return messages.threadStarted(event.daemon);
    case 'process.start':
      return messages.processStarted(event.pid, event.daemon);
    case 'process.end':
      return messages.processEnded(event.exitcode, event.end);
    case 'op':
      return operation(event);
  }
}

/** The operation, its object, and its value if there is one. */
export function operation(event: OpEvent): string {
  const { op, value, call, heldBy } = event;
  const what = objectName(event);
  if (call !== undefined) {
    return `${messages.waits(call)}${messages.waitingFor(what)}${heldBy ? messages.heldBy(plainLine(heldBy)) : ''}`;
  }
  return `${op} ${what}${value === undefined ? '' : ` = ${value}`}`;
}

/** The object's name, or its kind and id. */
export function objectName({ kind, name, object }: OpEvent): string {
  if (name !== null) return plainLine(name);
  return object === 0 ? kind : `${kind} 0x${object.toString(16)}`;
}
