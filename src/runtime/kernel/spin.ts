/** Spinning: waiting awake for a moment before a sleep, or in place of one. */
import { words } from '../memory/arena.js';
import { isControlled } from '../memory/control-block.js';
import { Control } from '../memory/map.js';
import { running } from './running.js';

/**
 * Spins for about `microseconds` at most; returns true once `word` no longer holds `expected`. Not while more threads are awake
 * than the machine has cores, for then a spinner takes the core from the thread that would change the word; and not while no
 * other thread runs.
 */
export function spinWhile(word: number, expected: number, microseconds: number): boolean {
  // No other thread runs that could change the word.
  if (isControlled) return Atomics.load(words, word) !== expected;
  return stayAwake(word, expected, microseconds, 2);
}

/**
 * Spins as long as at least `least` threads run and all that are awake have a core. Even then the awaited thread may have been
 * scheduled on this very core, although another one is free: so after a spin in vain the next one is skipped, after the next
 * in vain three, up to fifteen.
 */
export function stayAwake(word: number, expected: number, microseconds: number, least: number): boolean {
  if (isControlled) return false;
  if (leftOut > 0 && microseconds > BRIEF) {
    leftOut--;
    return Atomics.load(words, word) !== expected;
  }
  const cores = words[Control.CORES] as number;
  let giveUp = Infinity;
  for (let turn = 1; Atomics.load(words, word) === expected; turn++) {
    // Leaves the word's line to the threads that work on it for about 0.1 µs: items pass through a queue half as fast again.
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

/** Spins that this thread has yet to skip, and how many it had to skip after its last spin in vain. */
let leftOut = 0;
let lastLeftOut = 0;
const MOST_LEFT_OUT = 15;
/** A spin of so many microseconds is too short to be worth skipping. */
const BRIEF = 2;
