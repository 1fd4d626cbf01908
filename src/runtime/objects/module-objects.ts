/**
 * Shared objects made while a module is being evaluated. Each thread evaluates the module for itself; the first to do so makes
 * the object, and the others find it by (module URL, ordinal). So `const lock = new Lock()` at the top level of a file is one
 * lock, as in Python.
 */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isHost } from '../memory/arena.js';
import { keyed } from '../memory/interned.js';
import { Control } from '../memory/map.js';
import { callStack } from '../source/call-stack.js';
import { isOurs } from '../source/stack.js';

let evaluating = isHost ? 1 : 0;

/** True while this thread evaluates modules; always in the host, which does nothing else with a program. */
export function isEvaluating(): boolean {
  return evaluating > 0;
}

/** Evaluates modules: each object made during `load` is made once for all threads. */
export async function evaluatingModules<T>(load: () => Promise<T>): Promise<T> {
  evaluating++;
  try {
    return await load();
  } finally {
    evaluating--;
  }
}

/**
 * Returns what the first thread to come here has made (the address of an object, or a number); calls `make` if this is the
 * first. Calls `onMoved` with the new address if the object has to be made again.
 */
export function moduleObject<T extends number>(make: (key: string) => T, onMoved: (at: T) => void = () => {}): T {
  const key = nextKey();
  const find = () => keyed(Control.MODULES_TABLE, key, () => make(key));
  const made = find();
  madeInRun?.push(() => onMoved(find()));
  return made;
}

/** Makes again what modules evaluated in the host have made during a run: the end of the run takes that away. */
let madeInRun: (() => void)[] | undefined;

/** In the host: a run begins. What is made from now on is lost at its end. */
export function noteWhatIsMade(): void {
  madeInRun = [];
}

/** In the host: the run is over, and the arena restored. Makes again what the host's modules have made meanwhile. */
export function makeAgain(): void {
  const lost = madeInRun ?? [];
  madeInRun = undefined;
  for (const make of lost) make();
}

/** Returns a number that is the same in every thread that evaluates the module, such as that of a `Thread-N`. */
export function moduleNumber(take: () => number): number {
  return moduleObject(take);
}

const ordinals = new Map<string, number>();

/**
 * The key is by script name: a test runner may evaluate a module that Node has evaluated too, and the two are counted apart.
 */
function nextKey(): string {
  const script = evaluatedScript();
  const ordinal = (ordinals.get(script) ?? 0) + 1;
  ordinals.set(script, ordinal);
  return `${ordinal} ${asUrl(script)}`;
}

/** The URL of the module that is being evaluated. */
export function evaluatedModule(): string {
  return asUrl(evaluatedScript());
}

/**
 * The engine's name of the module that is being evaluated: the outermost frame that belongs to a file. Not the innermost, which
 * may belong to a function of another module that several modules call while they are evaluated, in an order that depends on
 * which module imports which.
 *
 * A module that was `require`d is evaluated on the stack of the modules that require it; frames further out than its loader
 * are only theirs. A test runner that evaluates modules itself is on the stack, too: installed files count only if there are
 * no others.
 */
function evaluatedScript(): string {
  let own = '';
  let installed = '';
  for (const file of callStack()) {
    if (file.startsWith('node:internal/modules/cjs/')) break;
    if (file.startsWith('node:')) continue;
    if (/[\\/]node_modules[\\/]/.test(file) || isOurs(file)) installed = file;
    else own = file;
  }
  return own || installed;
}

/** The URL of a script, from the engine's name for it, which some loaders make a path. */
export function asUrl(script: string): string {
  return isAbsolute(script) ? pathToFileURL(script).href : script;
}
