/** The pause of the program's clock while started threads have not begun. */
import { doubles, words } from '../memory/arena.js';
import { enter, leave } from '../memory/guard.js';
import { Control } from '../memory/map.js';
import { elapsed } from './real-time.js';

/**
 * In CPython `start()` returns once the thread has begun, which takes 0.1 ms; a worker that is still to be made takes 30. So
 * that a sleep after a start is as long for the started thread as for its starter, the program's clock stands still while a
 * started thread has not begun, and after that until the thread waits, ends, or reads the clock, but not for longer than
 * `SETTLING`: on a busy machine it may have begun, and not have come to what it is to wait for. A thread that computes longer
 * was not waited for: then the clock goes on as if it had gone on since the beginning.
 */
const Pause = {
  /** Guard of these words. */
  GUARD: Control.PAUSE,
  /** Odd while they are being changed. */
  VERSION: Control.PAUSE + 1,
  /** Threads that have not begun, and threads of the present group that have begun and not settled. */
  STARTING: Control.PAUSE + 2,
  SETTLING: Control.PAUSE + 3,
  /** Number of the present group. */
  GROUP: Control.PAUSE + 4,
  /** Real times (doubles): since when the clock stands, when the last thread began, and how long it has stood before. */
  SINCE: Control.PAUSE + 6,
  BEGUN: Control.PAUSE + 8,
  LOST: Control.PAUSE + 10,
} as const;

/** Real seconds. */
const SETTLING = 0.05;
const SKEW = 2e-6;
/** What BEGINNING says of a thread that has not begun; after that it has the number of its group, and then 0. */
const NOT_BEGUN = -1;

/** Real seconds for which the program's clock has gone. */
export function unpaused(): number {
  for (let turn = 1; ; turn++) {
    const version = Atomics.load(words, Pause.VERSION);
    if (version & 1) {
      // Its writer has been put aside, or killed: the guard is waited for, or taken over.
      if (turn % 1000 === 0) {
        changePause();
        pauseChanged();
      }
      continue;
    }
    // Within the reading: a time from before a pause, less what that pause has lost since, would be one that is over.
    const real = elapsed();
    const lost = doubles[Pause.LOST >> 1] as number;
    const since = doubles[Pause.SINCE >> 1] as number;
    const begun = doubles[Pause.BEGUN >> 1] as number;
    const isStarting = words[Pause.STARTING] !== 0;
    const isSettling = words[Pause.SETTLING] !== 0;
    // A read-modify-write, for an atomic load would not keep the plain loads before it from being carried out after it.
    if (Atomics.compareExchange(words, Pause.VERSION, version, version) !== version) continue;
    if (isStarting || (isSettling && real < begun + SETTLING)) return since - lost;
    return real - lost - (isSettling ? begun - since : 0);
  }
}

/** For the host, before a run: the clock goes, and has gone for so many real seconds. */
export function resetPause(gone: number): void {
  // A worker may have been ended in the middle of a change, with nobody there to be told of it.
  for (const word of [Pause.GUARD, Pause.VERSION, Pause.STARTING, Pause.SETTLING]) Atomics.store(words, word, 0);
  words[Pause.GROUP] = 1;
  doubles[Pause.LOST >> 1] = elapsed() - gone;
}

/** Stops the clock for what has been started and has not begun. `mark` is a word of its own, which says so. */
export function awaitBeginning(mark: number): void {
  if (words[Control.VIRTUAL] === 1) return;
  changePause();
  const time = elapsed();
  const begun = doubles[Pause.BEGUN >> 1] as number;
  const isStanding = words[Pause.STARTING] !== 0 || (words[Pause.SETTLING] !== 0 && time < begun + SETTLING);
  if (!isStanding) {
    // Those that compute are waited for no longer.
    if (words[Pause.SETTLING] !== 0) lose(begun);
    words[Pause.SETTLING] = 0;
    words[Pause.GROUP] = (words[Pause.GROUP] as number) + 1;
    // Two threads' readings of the machine's clock may differ by so much, and nobody is to see the clock go back.
    doubles[Pause.SINCE >> 1] = time + SKEW;
  }
  words[Pause.STARTING] = (words[Pause.STARTING] as number) + 1;
  words[mark] = NOT_BEGUN;
  pauseChanged();
}

/** The thread is about to do what it was started for. */
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
 * The clock need not wait for it any more: it is about to wait itself, or has ended, perhaps without having begun. `at` is the
 * real time at which that was so, where the caller was told of it later.
 */
export function settle(mark: number, at?: number): void {
  if (words[mark] === 0) return;
  changePause();
  const group = words[mark] as number;
  words[mark] = 0;
  const time = at === undefined ? elapsed() : Math.max(at, doubles[Pause.SINCE >> 1] as number);
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

/** True while the clock may stand still. */
export function isPaused(): boolean {
  return words[Pause.STARTING] !== 0 || words[Pause.SETTLING] !== 0;
}

/** A worker has died, perhaps in the middle of a change. */
export function freePause(at: number): void {
  if (Atomics.load(words, Pause.GUARD) !== at) return;
  if (Atomics.load(words, Pause.VERSION) & 1) Atomics.add(words, Pause.VERSION, 1);
  Atomics.compareExchange(words, Pause.GUARD, at, 0);
}

/** The clock has stood until then. */
function lose(until: number): void {
  doubles[Pause.LOST >> 1] = (doubles[Pause.LOST >> 1] as number) + until - (doubles[Pause.SINCE >> 1] as number);
}

function changePause(): void {
  enter(Pause.GUARD);
  // Not one more: it is odd already where a writer was killed and its guard has been taken over.
  Atomics.or(words, Pause.VERSION, 1);
}

function pauseChanged(): void {
  Atomics.add(words, Pause.VERSION, 1);
  leave(Pause.GUARD);
}
