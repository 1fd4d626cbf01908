/** A rendezvous: woken threads wait for each other, each awake and on a core of its own, and go at the same moment. */
import { elapsed } from '../kernel/real-time.js';
import { notifyUncounted, waitUncounted } from '../kernel/wake.js';
import { add, load } from '../memory/atomics.js';

/** How often each member counts itself in the rendezvous's word. */
export const ROUNDS = 20;

/** Real seconds: for all to arrive, for one spin of an early member, and for all rounds after the first. */
const COMING = 1e-3;
const AWAKE = 5e-6;
const TOGETHER = 200e-6;

/**
 * The first to arrive spins briefly, then sleeps: the others may need this core. Waking takes longer than a short target runs,
 * so rounds follow in which all spin. One round is not enough: after one, the last to arrive is ahead by the time of a hundred
 * increments. All waits are bounded: a member that is left alone goes alone.
 *
 * `word` was `before` when the rendezvous began. Only that one word is published here, so its own order is enough.
 */
export function rendezvous(word: number, before: number, members: number): void {
  if (add(word, 1) + 1 < before + members) {
    const giveUp = elapsed() + COMING;
    for (let up = load(word); up < before + members && elapsed() < giveUp; up = load(word)) {
      if (!spinFor(word, up, AWAKE)) waitUncounted(word, up, COMING * 1000);
    }
  } else {
    notifyUncounted(word);
  }
  const end = elapsed() + TOGETHER;
  for (let round = 2; round <= ROUNDS; round++) {
    add(word, 1);
    for (let up = load(word); up < before + members * round; up = load(word)) {
      if (!spinFor(word, up, end - elapsed())) return;
    }
  }
}

/** Spins for `seconds` at most, however many threads run; returns true once the word has changed. */
function spinFor(word: number, expected: number, seconds: number): boolean {
  const end = elapsed() + seconds;
  for (let turn = 1; load(word) === expected; turn++) {
    // Reading the clock takes longer than a look at the word.
    if ((turn & 63) === 0 && elapsed() >= end) return false;
  }
  return true;
}
