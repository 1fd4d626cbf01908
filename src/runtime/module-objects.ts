/**
 * Shared objects made while a module is being evaluated. Each thread evaluates the module anew; the first one to do so
 * makes the object, and the others find it by (module URL, ordinal). So `const lock = new Lock()` at the top of a file is
 * one lock, as it is in Python.
 */
import { Control, isHost } from './arena.js';
import { callStack } from './call-stack.js';
import { keyed } from './keyed.js';

let evaluating = isHost ? 1 : 0;

/** True while modules are being evaluated in this thread; always in the host, which does nothing else with a program. */
export function isEvaluating(): boolean {
  return evaluating > 0;
}

/** Evaluates modules: what `load` makes meanwhile is made once for all threads. */
export async function evaluatingModules<T>(load: () => Promise<T>): Promise<T> {
  evaluating++;
  try {
    return await load();
  } finally {
    evaluating--;
  }
}

/** What the first thread to come here has made (the address of an object, or a number); `make` is called if that is this one. */
export function moduleObject(make: (key: string) => number): number {
  const key = nextKey();
  return keyed(Control.MODULES_TABLE, key, () => make(key));
}

/** A number that is the same in every thread that evaluates the module, such as that of a `Thread-N`. */
export function moduleNumber(take: () => number): number {
  return moduleObject(take);
}

const ordinals = new Map<string, number>();

function nextKey(): string {
  const url = evaluatedModule();
  const ordinal = (ordinals.get(url) ?? 0) + 1;
  ordinals.set(url, ordinal);
  return `${ordinal} ${url}`;
}

/**
 * URL of the module that is being evaluated: the outermost frame that is a file's. Not the innermost, which may be a
 * function of another module that several modules call while they are evaluated, in an order that depends on who imports whom.
 */
export function evaluatedModule(): string {
  return callStack().at(-1) ?? '';
}
