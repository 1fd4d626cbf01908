/** How threads are woken: those that sleep on a word, or a single one for another reason. */
import type { SlotAddress } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { Slot, State } from '../memory/map.js';
import { countedAsRunning, countWoken } from './running.js';

/** Wakes up to `count` threads that sleep on `word`, the longest sleeper first. Change the word before: sleepers re-test it. */
export function wake(word: number, count = Infinity): void {
  const woken = Atomics.notify(words, word, count);
  if (woken > 0) countWoken(woken);
}

/**
 * For the host: publishes a value for the thread that sleeps on the word, or is about to. The host counts as running meanwhile,
 * because a waker counts the threads that it woke only after the wake, and by then they may be asleep again.
 */
export function announce(word: number, value: number): void {
  countedAsRunning(() => {
    Atomics.store(words, word, value);
    wake(word);
  });
}

/**
 * Wakes one sleeper for another reason than the awaited one, and returns once it has noticed. Its word does not change, so a
 * notification that comes before the sleeper really sleeps is lost: hence the loop. Other sleepers on the same word wake too,
 * re-test it and sleep on. A thread that meanwhile wakes by itself tests its word and the clock anyway.
 */
export function interrupt(at: SlotAddress, reason: number): void {
  const sleeps = Atomics.load(words, at + Slot.SLEEPS);
  const isSameSleep = () =>
    Atomics.load(words, at + Slot.STATE) === State.SLEEPING && Atomics.load(words, at + Slot.SLEEPS) === sleeps;
  Atomics.or(words, at + Slot.INTERRUPT, reason);
  const giveUp = performance.now() + 1000;
  while (isSameSleep() && Atomics.load(words, at + Slot.INTERRUPT) !== 0 && performance.now() < giveUp) {
    wake(words[at + Slot.WAIT_WORD] as number);
    if (Atomics.load(words, at + Slot.INTERRUPT) !== 0) pause(0.05);
  }
}

/** Sleeps on `word` for at most `milliseconds`, without being counted as asleep: for waits of the runtime's own. */
export function waitUncounted(word: number, expected: number, milliseconds: number): void {
  Atomics.wait(words, word, expected, milliseconds);
}

/** Wakes threads in `waitUncounted`, and parked workers. */
export function notifyUncounted(word: number): void {
  Atomics.notify(words, word);
}

/** Lets other threads run for some real milliseconds. */
export function pause(milliseconds: number): void {
  Atomics.wait(nothing, 0, 0, milliseconds);
}
const nothing = new Int32Array(new SharedArrayBuffer(4));
