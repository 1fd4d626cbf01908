/** What a Thread or a Process is told to do: its target's place and arguments, or the fields of a subclass that has a `run`. */
import { typeName } from '../arguments/type-names.js';
import type { Runs } from '../functions/function-ref.js';
import type { Target } from '../functions/target-types.js';
import type { Job } from './job.js';
import { findTarget, refuseAsync, refusePrivateFields, refuseTarget } from './target.js';

/** What an instance was made with. */
export interface Given {
  readonly target: Target | undefined;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>> | undefined;
}

/** `base` is the class whose own `run` calls the target. Throws TypeError for what is not exported, is async, or a class as target. */
export function workOf(object: { run(): void }, base: { prototype: { run(): void } }, given: Given, by: Runs): Job {
  const { target, args, kwargs } = given;
  const type = object.constructor;
  if (object.run !== base.prototype.run) {
    refusePrivateFields(type, base as unknown as Function, `which cannot be copied to its ${by}`);
    refuseAsync(object.run, by);
    const inner = target && findTarget(target, by);
    return { ...findTarget(type, by), args, kwargs, fields: { ...object }, inner };
  }
  if (target === undefined) return { url: '', path: [], args: [] };
  refuseTarget(target, by);
  const { url, path, source } = findTarget(target, by);
  // Not spread: short threads that are started by the thousand would feel it.
  return source === undefined
    ? { url, path, args: argumentsOf(given) }
    : { url, path, source, args: argumentsOf(given) };
}

/** Python's keyword arguments are one more argument here, the last. */
export function argumentsOf({ args, kwargs }: Omit<Given, 'target'>): unknown[] {
  return kwargs && Object.keys(kwargs).length > 0 ? [...args, kwargs] : [...args];
}

/** A copy of what is given for `args`, if anything is. */
export function asArguments(args: Iterable<unknown> | undefined): unknown[] {
  if (args === undefined) return [];
  // Text is iterable, too, and as a list of arguments it is a list with its brackets forgotten.
  if (typeof args === 'object' && typeof args?.[Symbol.iterator] === 'function') return [...args];
  throw new TypeError(`args is a list of arguments, [1, 2], not ${typeName(args)}`);
}

/** What is given for `kwargs`, or nothing. */
export function asKwargs(kwargs: unknown): Readonly<Record<string, unknown>> | undefined {
  if (kwargs === undefined || kwargs === null) return undefined;
  if (typeof kwargs === 'object' && !(Symbol.iterator in kwargs)) return kwargs as Readonly<Record<string, unknown>>;
  throw new TypeError(`kwargs is an object of arguments, { a: 1 }, not ${typeName(kwargs)}`);
}
