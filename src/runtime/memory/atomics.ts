/**
 * The atomic operations on words of the arena.
 *
 * **Memory order.** JavaScript's `Atomics` are sequentially consistent: all threads see them in one order. Plain accesses
 * before an atomic store happen before it for every thread that reads the stored value; plain accesses after an atomic load
 * happen after the store that wrote the loaded value. So the rule everywhere is: write the facts plainly, then publish them
 * with one atomic store; test the word atomically, then read the facts plainly.
 */
import { longs, words } from './arena.js';

export function load(word: number): number {
  return Atomics.load(words, word);
}

export function store(word: number, value: number): void {
  Atomics.store(words, word, value);
}

export function add(word: number, value: number): number {
  return Atomics.add(words, word, value);
}

export function exchange(word: number, value: number): number {
  return Atomics.exchange(words, word, value);
}

/** Stores `value` if the word holds `expected`; returns the old value. */
export function compareExchange(word: number, expected: number, value: number): number {
  return Atomics.compareExchange(words, word, expected, value);
}

/** Loads the double at an even word, in the one order of all atomic operations. */
export function loadDouble(word: number): number {
  return doubleOf(Atomics.load(longs, word >> 1));
}

/** Stores a double at an even word; returns the old value. */
export function exchangeDouble(word: number, value: number): number {
  real[0] = value;
  return doubleOf(Atomics.exchange(longs, word >> 1, bits[0] as bigint));
}

const bits = new BigInt64Array(1);
const real = new Float64Array(bits.buffer);

function doubleOf(long: bigint): number {
  bits[0] = long;
  return real[0] as number;
}

/** Sets bits; returns the old value. */
export function setBits(word: number, bits: number): number {
  return Atomics.or(words, word, bits);
}

export function clearBits(word: number, bits: number): void {
  Atomics.and(words, word, ~bits);
}
