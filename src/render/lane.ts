/** The state of one thread at a point of the log. */
import type { OpEvent } from '../events/run-event.js';
import type { Style } from './blocks.js';

export type LaneState = 'runs' | 'holds' | 'waits' | 'both' | 'sleeps';

/** Something that one thread holds and others wait for. */
const LOCKS = new Set(['Lock', 'RLock', 'ProcessLock', 'ProcessRLock']);

export class Lane {
  key: string;
  name: string;
  style: Style;
  hasBegun = false;
  isOver = false;
  /** What the thread holds, and how many times it has acquired it. */
  readonly #held = new Map<number, number>();
  #doing: 'runs' | 'waits' | 'sleeps' = 'runs';
  /** Repeated waits for one object since the thread's last line: the object, the number of the first, and when to report next. */
  #waits = { what: '', first: 0, reportAt: 1 };
  #isHeir = false;

  constructor(key: string, name: string, style: Style) {
    this.key = key;
    this.name = name;
    this.style = style;
  }

  get state(): LaneState {
    if (this.#held.size === 0) return this.#doing;
    return this.#doing === 'waits' ? 'both' : 'holds';
  }

  /** Reuses the lane: its thread has ended and another has started. */
  giveTo(key: string, name: string, style: Style): this {
    Object.assign(this, { key, name, style, isOver: false });
    this.#isHeir = true;
    this.#held.clear();
    this.goOn();
    return this;
  }

  /** The text of the thread's first line: with its name if the head of the column shows another name. */
  begin(text: string): string {
    this.hasBegun = true;
    return this.#isHeir ? `${this.name} ${text}` : text;
  }

  end(): void {
    this.goOn();
    this.isOver = true;
  }

  goOn(): void {
    this.#doing = 'runs';
    this.#waits = { what: '', first: 0, reportAt: 1 };
  }

  /**
   * Records an operation. Returns how many times the thread has now waited for the same object without a line in between,
   * if that should be reported: at the 1st, 4th, 16th … time. Otherwise returns 0.
   */
  change({ op, object, kind, value = 1, call = '' }: OpEvent): number {
    if (this.isOver) return 0;
    // Nobody holds a semaphore's permits, an event or a barrier.
    const isLock = LOCKS.has(kind);
    if (op === 'acquired' && isLock) this.#hold(object, kind === 'ProcessRLock' ? this.#depth(object) + 1 : value);
    else if (op === 'released' && isLock) this.#hold(object, kind === 'RLock' ? value : this.#depth(object) - 1);
    else if (op === 'resumed') this.#doing = 'runs';
    else if (op === 'waiting') return this.#wait(kind === 'clock' ? undefined : `${call} ${object}`, value);
    return 0;
  }

  #depth(object: number): number {
    return this.#held.get(object) ?? 0;
  }

  #hold(object: number, depth: number): void {
    if (depth > 0) this.#held.set(object, depth);
    else this.#held.delete(object);
  }

  #wait(what: string | undefined, number: number): number {
    this.#doing = what === undefined ? 'sleeps' : 'waits';
    if (what === undefined) return 0;
    if (this.#waits.what !== what) this.#waits = { what, first: number, reportAt: 1 };
    const times = number - this.#waits.first + 1;
    if (times < this.#waits.reportAt) return 0;
    this.#waits.reportAt = 4 * times;
    return times;
  }
}
