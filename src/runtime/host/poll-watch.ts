/**
 * Lets virtual time pass where threads poll for something that only time brings. The host looks at intervals; if some thread
 * keeps running and the clock stands, it makes threads note for a moment what they read. That slows a thread that computes, so
 * it happens less and less often.
 */
import { setProbing } from '../kernel/polling.js';
import { running } from '../kernel/running.js';
import { isTimeAwaited } from '../kernel/sleepers.js';
import { passPolledTime } from '../kernel/virtual-clock.js';
import { doubles, words } from '../memory/arena.js';
import { Control } from '../memory/map.js';

/**
 * Looks before threads are watched for the first time, if others sleep until some time, and if none does; and the most looks.
 */
const FIRST = 2;
const FIRST_UNAWAITED = 8;
const MOST = 64;
/** Looks during which threads are watched. */
const WATCHED = 2;

export class PollWatch {
  /** Program seconds that pass at one look if threads poll the clock itself: as many as really pass. */
  readonly #step: number;
  #time = Number.NaN;
  /** Looks since the clock stopped, or since threads were last watched; and looks until they are watched again. */
  #looks = 0;
  #patience = 0;
  #isProbing = false;

  constructor(secondsBetweenLooks: number) {
    this.#step = secondsBetweenLooks;
  }

  /** To be called at regular intervals. */
  look(): void {
    if (words[Control.VIRTUAL] !== 1) return;
    const time = doubles[Control.CLOCK_NOW >> 1] as number;
    if (running() === 0 || time !== this.#time) this.#beginAnew(time);
    this.#looks++;
    if (!this.#isProbing) {
      if (this.#looks < (this.#patience || (isTimeAwaited() ? FIRST : FIRST_UNAWAITED))) return;
      this.#probe(true);
    } else if (passPolledTime(this.#step)) {
      this.#time = doubles[Control.CLOCK_NOW >> 1] as number;
      this.#looks = 0;
      this.#patience = FIRST;
    } else if (this.#looks > WATCHED) {
      this.#probe(false);
      this.#patience = Math.min(2 * (this.#patience || FIRST_UNAWAITED), MOST);
    }
  }

  #beginAnew(time: number): void {
    this.#time = time;
    this.#looks = 0;
    this.#patience = 0;
    if (this.#isProbing) this.#probe(false);
  }

  #probe(isProbing: boolean): void {
    this.#isProbing = isProbing;
    this.#looks = 0;
    setProbing(isProbing);
  }
}
