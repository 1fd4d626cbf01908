/** One stream of random numbers per thread, all from the run's seed: what a thread draws does not depend on scheduling. */
import { createRequire } from 'node:module';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { ValueError } from '../errors.js';
import { self } from '../kernel/self.js';

let seed = 0;
let children = 0;
let generator: RandomGenerator | undefined;

/** Called at the start of a thread, with the seed that its starter gave it. */
export function seedRandom(stream: number): void {
  seed = stream;
  children = 0;
  generator = undefined;
}

/** Returns a seed for the next thread that this one starts. */
export function childSeed(): number {
  children++;
  return Math.imul(seed ^ Math.imul(children, 0x9e3779b1), 0x85ebca6b) | 0;
}

/** A number from 0 up to, but not including, 1. Python: `random.random()`. */
export function random(): number {
  self();
  return uniformFloat64(stream());
}

/** A whole number from `a` to `b`, both included. Throws ValueError where there is none. Python: `random.randint(a, b)`. */
export function randint(a: number, b: number): number {
  self();
  if (!Number.isInteger(a) || !Number.isInteger(b)) throw new TypeError('randint needs two whole numbers');
  if (a > b) throw new ValueError(`empty range for randint(${a}, ${b})`);
  return uniformInt(stream(), a, b);
}

function stream(): RandomGenerator {
  generator ??= xoroshiro128plus(seed);
  return generator;
}

// Loaded when first needed, and synchronously: most workers never draw a number, and their start should not pay for it.
const require = createRequire(import.meta.url);
const xoroshiro128plus: typeof import('pure-rand/generator/xoroshiro128plus').xoroshiro128plus = (seed) =>
  require('pure-rand/generator/xoroshiro128plus').xoroshiro128plus(seed);
const uniformInt: typeof import('pure-rand/distribution/uniformInt').uniformInt = (...a) =>
  require('pure-rand/distribution/uniformInt').uniformInt(...a);
const uniformFloat64: typeof import('pure-rand/distribution/uniformFloat64').uniformFloat64 = (rng) =>
  require('pure-rand/distribution/uniformFloat64').uniformFloat64(rng);
