/** Waiting awake for a moment, in the place of a sleep. */
import { words } from '../memory/arena.js';
import { Control } from '../memory/map.js';
import { running } from './running.js';

/**
 * Waits awake for at most about so many microseconds; true once `word` does not hold `expected` any more. Not while more
 * threads are awake than the machine has cores, for then it keeps from running who would change the word; and not while
 * nobody else runs.
 */
export function spinWhile(word: number, expected: number, microseconds: number): boolean {
  return stayAwake(word, expected, microseconds, 2);
}

/**
 * As long as at least so many threads run, and all that are awake have a core. Who is waited for may yet have been given this
 * very core, even if another one is free: so after a wait in vain the next one is left out, then three, up to fifteen.
 */
export function stayAwake(word: number, expected: number, microseconds: number, least: number): boolean {
  if (leftOut > 0 && microseconds > BRIEF) {
    leftOut--;
    return Atomics.load(words, word) !== expected;
  }
  const cores = words[Control.CORES] as number;
  let giveUp = Infinity;
  for (let turn = 1; Atomics.load(words, word) === expected; turn++) {
    // About 0.1 µs in which who works on the word's line has it to itself: through a queue, items go half as fast again.
    for (let idle = 0; idle < 300; idle++);
    if ((turn & 7) !== 0) continue;
    const awake = running();
    if (awake < least || awake + Atomics.load(words, Control.PARKED_AWAKE) > cores) return false;
    const time = performance.now();
    if (giveUp === Infinity) giveUp = time + microseconds / 1000;
    if (time < giveUp) continue;
    leftOut = Math.min(2 * lastLeftOut + 1, MOST_LEFT_OUT);
    lastLeftOut = leftOut;
    return false;
  }
  if (giveUp !== Infinity) lastLeftOut = 0;
  return true;
}

/** Waits awake that this thread has still to leave out, and how many it left out the last time. */
let leftOut = 0;
let lastLeftOut = 0;
const MOST_LEFT_OUT = 15;
/** Microseconds that are not worth leaving out. */
const BRIEF = 2;
