/** Functions kept in a shared object or the run, which any thread may call: stored as module and export name. */
import { typeName } from '../arguments/type-names.js';
import { RuntimeError } from '../errors.js';
import {
  calledBy,
  type FunctionRef,
  findExport,
  loadedModule,
  loadModule,
  notExported,
} from '../functions/function-ref.js';
import type { BlockAddress } from '../memory/address.js';
import { isHost } from '../memory/arena.js';
import { readText } from '../memory/heap.js';
import { evaluatedModule, isEvaluating } from '../objects/module-objects.js';
import { findTarget, refuseAsync } from './target.js';

/** Returns the reference to an exported function, as text. Throws TypeError if it is async, or not exported. */
export function functionText(target: Function): string {
  if (typeof target !== 'function') throw new TypeError(`a function is needed here, not ${typeName(target)}`);
  refuseAsync(target);
  return JSON.stringify(isEvaluating() ? futureRef(target) : findTarget(target));
}

/** A module that is still being evaluated has no namespace yet, so its function will be looked up by name. */
function futureRef(target: Function): FunctionRef {
  const known = futureRefs.get(target);
  if (known) return known;
  const found = { url: evaluatedModule(), path: [target.name], source: String(target) };
  // In the host, a test runner may have rewritten the modules that it loads.
  const ref = isHost ? { ...found, isRewritten: true } : found;
  futureRefs.set(target, ref);
  return ref;
}

/** Kept, for when an object is made again its module is no longer being evaluated. */
const futureRefs = new WeakMap<Function, FunctionRef>();

/** Modules to load before this thread's target runs: objects among its arguments have functions of them. */
const wanted = new Set<string>();

/** An object with this function has come to this thread: marks its module to be loaded before the function is needed. */
export function wantFunction(text: BlockAddress): void {
  const { url } = refIn(text);
  if (!loadedModule(url)) wanted.add(url);
}

/** Loads the modules so marked; undefined if there are none, so that the caller need not await. */
export function loadWanted(): Promise<void> | undefined {
  return wanted.size === 0 ? undefined : loadAll();
}

async function loadAll(): Promise<void> {
  for (const url of wanted) await loadModule(url);
  wanted.clear();
}

/**
 * Returns the function that a text in the arena describes, to a caller that cannot wait. Throws RuntimeError if its module has
 * not been loaded here.
 */
export function functionIn(text: BlockAddress): Function {
  const ref = refIn(text);
  const namespace = loadedModule(ref.url);
  if (!namespace) {
    throw new RuntimeError(
      `${ref.path.join('.')} of ${ref.url} is needed in a thread that cannot load it now: give the object to the thread as an argument, or make it at the top level of the module`,
    );
  }
  return found(ref, findExport(namespace, ref));
}

/** The same, but loads the function's module if need be. */
export async function loadFunction(text: BlockAddress): Promise<Function> {
  const ref = refIn(text);
  return found(ref, findExport(loadedModule(ref.url) ?? (await loadModule(ref.url)), ref));
}

function refIn(text: BlockAddress): FunctionRef {
  return JSON.parse(readText(text));
}

function found(ref: FunctionRef, target: Function | undefined): Function {
  if (!target) throw new TypeError(notExported(calledBy(ref), ref.url));
  return target;
}
