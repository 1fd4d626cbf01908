/**
 * Options given as an object, in the place of Python's keyword arguments: what Python would refuse is refused here, for a
 * misspelt `timeout` would otherwise wait for ever.
 */
import { createRequire } from 'node:module';
import type * as Levenshtein from 'fastest-levenshtein';
import { typeName } from './type-names.js';

/** What a call takes: its name for messages, how it is written, and the names of its options. */
export interface Options {
  readonly call: string;
  readonly example: string;
  readonly names: Readonly<Record<string, true>>;
}

/** Declares the options of a call, beside their interface. */
export function optionsOf(call: string, example: string, names: readonly string[]): Options {
  // Without a prototype: `constructor` is no option, either.
  const known = Object.assign(Object.create(null), Object.fromEntries(names.map((name) => [name, true])));
  return { call, example, names: known };
}

/** Throws TypeError for what is no object, and for an option that the call does not take; names the nearest one. */
export function checkOptions(options: object | undefined, taken: Options): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) throw notOptions(options, taken);
  for (const name in options) {
    // What a library has added to all objects is nobody's option.
    if (taken.names[name] !== true && Object.hasOwn(options, name)) throw unexpected(name, taken);
  }
}

function notOptions(options: unknown, { example }: Options): TypeError {
  return new TypeError(`options are given as an object, ${example}, not as ${typeName(options)}`);
}

function unexpected(name: string, { call, names }: Options): TypeError {
  const known = Object.keys(names);
  const near = nearestOf(name, known);
  const hint = near === undefined ? `It takes ${known.join(', ')}` : `Did you mean '${near}'?`;
  return new TypeError(`${call} got an unexpected keyword argument '${name}'. ${hint}`);
}

/** The name that was probably meant. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  // Loaded for a mistake only: no worker's start is to pay for it.
  const { closest, distance } = createRequire(import.meta.url)('fastest-levenshtein') as typeof Levenshtein;
  const wanted = name.toLowerCase();
  const candidate = closest(wanted, known as string[]);
  const isNear = distance(wanted, candidate) <= Math.max(2, Math.floor(candidate.length / 3));
  return isNear ? candidate : known.find((other) => wanted.startsWith(other) || other.startsWith(wanted));
}
