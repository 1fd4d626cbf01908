/** The log lines of a run, kept for the demo's `result` and for its outcomes. */
import type { LogLine } from '../events/facts.js';
import type { RunEvent } from '../events/run-event.js';
import { MemoryError } from '../runtime/errors.js';

/** Characters that all lines may have: a demo that logs until it is stopped is not to fill the memory. */
const MOST = 2 ** 25;
/** What a line takes besides its text, in characters. */
const OVERHEAD = 64;

export class KeptLog {
  readonly #kept: LogLine[] = [];
  #size = 0;

  add(event: RunEvent): void {
    if (event.type !== 'log' || this.#size > MOST) return;
    const { thread, ident, process, text } = event;
    this.#size += text.length + OVERHEAD;
    this.#kept.push({ thread, ident, process, text });
  }

  /** Throws MemoryError if not all lines could be kept. */
  get lines(): readonly LogLine[] {
    if (this.#size > MOST) throw new MemoryError('the log is too long to be kept for outcomes');
    return this.#kept;
  }
}
