/** The pause of the program's clock while started threads have not begun. */
import type { SlotAddress } from '../memory/address.js';
import { doubles, words } from '../memory/arena.js';
import { enter, leave } from '../memory/guard.js';
import { Control } from '../memory/map.js';
import { elapsed } from './real-time.js';

/**
 * In CPython `start()` returns once the thread has begun, which takes 0.1 ms; a new worker takes 30. A sleep after a start is
 * to be as long for the started thread as for its starter. So the program's clock stands still until a started thread has
 * begun, and then until it has settled: until it waits, ends, or reads the clock, but for at most `SETTLING`, for on a busy
 * machine a thread that has begun may not have reached its first wait. If a thread computes for longer, the clock goes on as
 * if it had run since the last thread began.
 */
const Pause = {
  /** The guard of these words. */
  GUARD: Control.PAUSE,
  /** Odd while a thread changes the words. */
  VERSION: Control.PAUSE + 1,
  /** The number of threads that have not begun; and of threads of the current group that have begun but not settled. */
  STARTING: Control.PAUSE + 2,
  SETTLING: Control.PAUSE + 3,
  /** The number of the current group: the threads started while the clock stood still. */
  GROUP: Control.PAUSE + 4,
  /**
   * Real times (doubles): when the clock stopped, when the last thread began, and how long the clock stood in earlier pauses.
   */
  SINCE: Control.PAUSE + 6,
  BEGUN: Control.PAUSE + 8,
  LOST: Control.PAUSE + 10,
} as const;

/** Real seconds. */
const SETTLING = 0.05;
const SKEW = 2e-6;
/** BEGINNING of a thread that has not begun; once it has, the number of its group; 0 when it has settled. */
const NOT_BEGUN = -1;

/** Real seconds for which the program's clock has run. */
export function unpaused(): number {
  for (let turn = 1; ; turn++) {
    const version = Atomics.load(words, Pause.VERSION);
    if (version & 1) {
      // The writer is not scheduled, or was killed: this waits for its guard, or takes it over.
      if (turn % 1000 === 0) {
        changePause();
        pauseChanged();
      }
      continue;
    }
    // Read between the two looks at VERSION: a real time from before a pause, less a LOST that includes that pause, would
    // make the clock go back.
    const real = elapsed();
    const lost = doubles[Pause.LOST >> 1] as number;
    const since = doubles[Pause.SINCE >> 1] as number;
    const begun = doubles[Pause.BEGUN >> 1] as number;
    const isStarting = words[Pause.STARTING] !== 0;
    const isSettling = words[Pause.SETTLING] !== 0;
    // A read-modify-write: an atomic load would not keep the plain loads above from being performed after it.
    if (Atomics.compareExchange(words, Pause.VERSION, version, version) !== version) continue;
    if (isStarting || (isSettling && real < begun + SETTLING)) return since - lost;
    return real - lost - (isSettling ? begun - since : 0);
  }
}

/** For the host, before a run: sets the clock running, as if it had run for `gone` real seconds. */
export function resetPause(gone: number): void {
  // A worker may have been ended in the middle of a change without `freePause` being called.
  for (const word of [Pause.GUARD, Pause.VERSION, Pause.STARTING, Pause.SETTLING]) Atomics.store(words, word, 0);
  words[Pause.GROUP] = 1;
  doubles[Pause.LOST >> 1] = elapsed() - gone;
}

/** Stops the clock for a thread that is being started. `mark` is a word of its own, such as its BEGINNING. */
export function awaitBeginning(mark: number): void {
  if (words[Control.VIRTUAL] === 1) return;
  changePause();
  const time = elapsed();
  const begun = doubles[Pause.BEGUN >> 1] as number;
  const isStanding = words[Pause.STARTING] !== 0 || (words[Pause.SETTLING] !== 0 && time < begun + SETTLING);
  if (!isStanding) {
    // The clock no longer waits for threads that compute.
    if (words[Pause.SETTLING] !== 0) lose(begun);
    words[Pause.SETTLING] = 0;
    words[Pause.GROUP] = (words[Pause.GROUP] as number) + 1;
    // Two threads' readings of the machine's clock may differ by SKEW, and the program's clock must not go back.
    doubles[Pause.SINCE >> 1] = time + SKEW;
  }
  words[Pause.STARTING] = (words[Pause.STARTING] as number) + 1;
  words[mark] = NOT_BEGUN;
  pauseChanged();
}

/** The started thread is about to run its target. */
export function begin(mark: number): void {
  if (words[mark] !== NOT_BEGUN) return;
  changePause();
  words[Pause.STARTING] = (words[Pause.STARTING] as number) - 1;
  words[Pause.SETTLING] = (words[Pause.SETTLING] as number) + 1;
  doubles[Pause.BEGUN >> 1] = elapsed();
  words[mark] = words[Pause.GROUP] as number;
  pauseChanged();
}

/**
 * The clock need not wait for the thread any more: it is about to wait, or has ended, perhaps without having begun. `since` is
 * the real time of that, if the caller learned of it later.
 */
export function settle(mark: number, since?: number): void {
  if (words[mark] === 0) return;
  changePause();
  const group = words[mark] as number;
  words[mark] = 0;
  const time = since === undefined ? elapsed() : Math.max(since, doubles[Pause.SINCE >> 1] as number);
  const begun = doubles[Pause.BEGUN >> 1] as number;
  const counted = group === NOT_BEGUN ? Pause.STARTING : group === words[Pause.GROUP] ? Pause.SETTLING : 0;
  if (counted !== 0) {
    words[counted] = (words[counted] as number) - 1;
    if (words[Pause.STARTING] === 0 && words[Pause.SETTLING] === 0) {
      lose(counted === Pause.STARTING || time < begun + SETTLING ? time : begun);
    } else if (counted === Pause.STARTING) doubles[Pause.BEGUN >> 1] = time;
  }
  pauseChanged();
}

/** Returns true while the clock may stand still. */
export function isPaused(): boolean {
  return words[Pause.STARTING] !== 0 || words[Pause.SETTLING] !== 0;
}

/** Frees the words if the worker of slot `at`, which has died, was in the middle of a change. */
export function freePause(at: SlotAddress): void {
  if (Atomics.load(words, Pause.GUARD) !== at) return;
  if (Atomics.load(words, Pause.VERSION) & 1) Atomics.add(words, Pause.VERSION, 1);
  Atomics.compareExchange(words, Pause.GUARD, at, 0);
}

/** Counts the time from SINCE until `until` as lost: the clock stood still. */
function lose(until: number): void {
  doubles[Pause.LOST >> 1] = (doubles[Pause.LOST >> 1] as number) + until - (doubles[Pause.SINCE >> 1] as number);
}

function changePause(): void {
  enter(Pause.GUARD);
  // Not `add`: VERSION is odd already if a writer was killed and its guard has been taken over.
  Atomics.or(words, Pause.VERSION, 1);
}

function pauseChanged(): void {
  Atomics.add(words, Pause.VERSION, 1);
  leave(Pause.GUARD);
}
