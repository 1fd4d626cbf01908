/** Functions kept in a shared object or the run, which any thread may call: stored as module and export name. */
import { typeName } from '../arguments/type-names.js';
import { RuntimeError } from '../errors.js';
import { calledBy, findExport, loadedModule, loadModule, notExported, type Place } from '../functions/function-ref.js';
import { isHost } from '../memory/arena.js';
import { readText } from '../memory/heap.js';
import { evaluatedModule, isEvaluating } from '../objects/module-objects.js';
import { findTarget, refuseAsync } from './target.js';

/** Returns the place of an exported function, as text. Throws TypeError if it is async, or not exported. */
export function functionText(target: Function): string {
  if (typeof target !== 'function') throw new TypeError(`a function is needed here, not ${typeName(target)}`);
  refuseAsync(target);
  return JSON.stringify(isEvaluating() ? placeToBe(target) : findTarget(target));
}

/** A module that is still being evaluated has no namespace yet, so its function will be looked up by name. */
function placeToBe(target: Function): Place {
  const known = placesToBe.get(target);
  if (known) return known;
  const found = { url: evaluatedModule(), path: [target.name], source: String(target) };
  // In the host, a test runner may have rewritten the modules that it loads.
  const place = isHost ? { ...found, isRewritten: true } : found;
  placesToBe.set(target, place);
  return place;
}

/** Kept, for when an object is made again its module is no longer being evaluated. */
const placesToBe = new WeakMap<Function, Place>();

/** Modules to load before this thread's target runs: objects among its arguments have functions of them. */
const wanted = new Set<string>();

/** An object with this function has come to this thread: marks its module to be loaded before the function is needed. */
export function wantFunction(text: number): void {
  const { url } = placeIn(text);
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
export function functionIn(text: number): Function {
  const place = placeIn(text);
  const namespace = loadedModule(place.url);
  if (!namespace) {
    throw new RuntimeError(
      `${place.path.join('.')} of ${place.url} is needed in a thread that cannot load it now: give the object to the thread as an argument, or make it at the top level of the module`,
    );
  }
  return found(place, findExport(namespace, place));
}

/** The same, but loads the function's module if need be. */
export async function loadFunction(text: number): Promise<Function> {
  const place = placeIn(text);
  return found(place, findExport(loadedModule(place.url) ?? (await loadModule(place.url)), place));
}

function placeIn(text: number): Place {
  return JSON.parse(readText(text));
}

function found(place: Place, target: Function | undefined): Function {
  if (!target) throw new TypeError(notExported(calledBy(place), place.url));
  return target;
}
