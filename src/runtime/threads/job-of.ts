/** Makes the job of a Thread or Process: the reference to its target and arguments, or the fields of a subclass with a `run`. */
import { typeName } from '../arguments/type-names.js';
import type { Runs } from '../functions/function-ref.js';
import type { Target } from '../functions/target-types.js';
import type { Job } from './job.js';
import { findTarget, refuseAsync, refusePrivateFields, refuseTarget } from './target.js';

/** What the constructor of a Thread or Process was given. */
export interface Given {
  readonly target: Target | undefined;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>> | undefined;
}

/** `base` is the class whose own `run` calls the target. Throws TypeError if the target is not exported, async, or a class. */
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
  // No spread: it would slow down programs that start short threads by the thousand.
  return source === undefined
    ? { url, path, args: argumentsOf(given) }
    : { url, path, source, args: argumentsOf(given) };
}

/** Python's keyword arguments become one more argument, the last. */
export function argumentsOf({ args, kwargs }: Omit<Given, 'target'>): unknown[] {
  return kwargs && Object.keys(kwargs).length > 0 ? [...args, kwargs] : [...args];
}

/** Returns a copy of what was given for `args`; an empty array for nothing. */
export function asArguments(args: Iterable<unknown> | undefined): unknown[] {
  if (args === undefined) return [];
  // A text is iterable too, but as `args` it means that the caller forgot the brackets.
  if (typeof args === 'object' && typeof args?.[Symbol.iterator] === 'function') return [...args];
  throw new TypeError(`args is a list of arguments, [1, 2], not ${typeName(args)}`);
}

/** Returns what was given for `kwargs`; undefined for nothing. */
export function asKwargs(kwargs: unknown): Readonly<Record<string, unknown>> | undefined {
  if (kwargs === undefined || kwargs === null) return undefined;
  if (typeof kwargs === 'object' && !(Symbol.iterator in kwargs)) return kwargs as Readonly<Record<string, unknown>>;
  throw new TypeError(`kwargs is an object of arguments, { a: 1 }, not ${typeName(kwargs)}`);
}
