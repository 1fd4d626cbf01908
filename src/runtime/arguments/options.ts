/**
 * Options given as an object, in place of Python's keyword arguments. Names that Python would refuse are refused here too, for
 * a call with a misspelt `timeout` would otherwise wait for ever.
 */
import { createRequire } from 'node:module';
import type * as Levenshtein from 'fastest-levenshtein';
import { typeName } from './type-names.js';

/** The options of a call: the call's name for messages, an example of its options, and their names. */
export interface Options {
  readonly call: string;
  readonly example: string;
  readonly names: Readonly<Record<string, true>>;
}

/** Declares the options of a call, beside their interface. */
export function optionsOf(call: string, example: string, names: readonly string[]): Options {
  // Without a prototype, so that `constructor` is not taken for an option.
  const known = Object.assign(Object.create(null), Object.fromEntries(names.map((name) => [name, true])));
  return { call, example, names: known };
}

/** Throws TypeError if `options` is not an object, or has an option that the call does not take; suggests the nearest one. */
export function checkOptions(options: object | undefined, taken: Options): void {
  if (options === undefined) return;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) throw notOptions(options, taken);
  for (const name in options) {
    // Skips properties that a library has added to all objects.
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

/** The name that was probably meant; undefined if none is near. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  // Loaded only after a mistake, so that it does not slow down each worker's start.
  const { closest, distance } = createRequire(import.meta.url)('fastest-levenshtein') as typeof Levenshtein;
  const wanted = name.toLowerCase();
  const candidate = closest(wanted, known as string[]);
  const isNear = distance(wanted, candidate) <= Math.max(2, Math.floor(candidate.length / 3));
  return isNear ? candidate : known.find((other) => wanted.startsWith(other) || other.startsWith(wanted));
}
