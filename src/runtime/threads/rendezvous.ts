/** A rendezvous: threads that were woken come together, each awake and on a core of its own, and go at the same moment. */
import { elapsed } from '../kernel/real-time.js';
import { notifyUncounted, waitUncounted } from '../kernel/wake.js';
import { add, load } from '../memory/atomics.js';

/** How often each counts itself in the rendezvous's word. */
export const ROUNDS = 20;

/** Real seconds: for coming, for waiting awake for who comes later, and for all rounds after the first. */
const COMING = 1e-3;
const AWAKE = 5e-6;
const TOGETHER = 200e-6;

/**
 * Who is first waits awake for a moment, and then asleep: the others may be waiting for this very core. The way from sleep
 * takes longer than a short target runs, so then come rounds awake, and not only one, for after one the last to come is ahead
 * by as long as a hundred increments take. All of it is bounded: who is left alone goes alone.
 *
 * `word` stood at `before` when the rendezvous began. Nothing is published here but that one word, so its order is enough.
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

/** Waits awake for `seconds` at most, however many threads run; true once the word has changed. */
function spinFor(word: number, expected: number, seconds: number): boolean {
  const end = elapsed() + seconds;
  for (let turn = 1; load(word) === expected; turn++) {
    // The clock takes longer than a look.
    if ((turn & 63) === 0 && elapsed() >= end) return false;
  }
  return true;
}
