/** What is known of one thread at a point of the log. */
import type { OpEvent } from '../events/run-event.js';
import type { Style } from './blocks.js';

export type LaneState = 'runs' | 'holds' | 'waits' | 'both' | 'sleeps';

/** What one thread holds, and the others wait for. */
const LOCKS = new Set(['Lock', 'RLock', 'ProcessLock', 'ProcessRLock']);

export class Lane {
  key: string;
  name: string;
  style: Style;
  hasBegun = false;
  isOver = false;
  /** What it holds, and how often it has taken it. */
  readonly #held = new Map<number, number>();
  #doing: 'runs' | 'waits' | 'sleeps' = 'runs';
  /** The waits for one thing since the thread last said something: which, the first one's number, and when to tell next. */
  #waits = { what: '', first: 0, tell: 1 };
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

  /** Its thread is over, and another one has begun. */
  giveTo(key: string, name: string, style: Style): this {
    Object.assign(this, { key, name, style, isOver: false });
    this.#isHeir = true;
    this.#held.clear();
    this.say();
    return this;
  }

  /** What its first line says: with its name, if another one's is at the head of the column. */
  begin(text: string): string {
    this.hasBegun = true;
    return this.#isHeir ? `${this.name} ${text}` : text;
  }

  end(): void {
    this.say();
    this.isOver = true;
  }

  say(): void {
    this.#doing = 'runs';
    this.#waits = { what: '', first: 0, tell: 1 };
  }

  /**
   * Takes note of an operation. Answers how often, by now, the thread has gone to wait for the same thing without a word
   * in between, where that is to be told: at the 1st, 4th, 16th … time; else 0.
   */
  change({ op, object, kind, value = 1, call = '' }: OpEvent): number {
    if (this.isOver) return 0;
    // A semaphore's permits, and what an event or a barrier lets through, are held by nobody.
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
    if (this.#waits.what !== what) this.#waits = { what, first: number, tell: 1 };
    const times = number - this.#waits.first + 1;
    if (times < this.#waits.tell) return 0;
    this.#waits.tell = 4 * times;
    return times;
  }
}
