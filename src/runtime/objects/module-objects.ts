/**
 * Shared objects made while a module is being evaluated. Each thread evaluates the module anew; the first one to do so
 * makes the object, and the others find it by (module URL, ordinal). So `const lock = new Lock()` at the top of a file is
 * one lock, as it is in Python.
 */
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isHost } from '../memory/arena.js';
import { keyed } from '../memory/interned.js';
import { Control } from '../memory/map.js';
import { callStack } from '../source/call-stack.js';
import { isOurs } from '../source/stack.js';

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

/**
 * What the first thread to come here has made (the address of an object, or a number); `make` is called if that is this one.
 * `onMoved` is told the new address where the object had to be made again.
 */
export function moduleObject(make: (key: string) => number, onMoved: (at: number) => void = () => {}): number {
  const key = nextKey();
  const find = () => keyed(Control.MODULES_TABLE, key, () => make(key));
  const made = find();
  madeInRun?.push(() => onMoved(find()));
  return made;
}

/** What modules have made that the host has evaluated while a program was on: the end of the run takes it away. */
let madeInRun: (() => void)[] | undefined;

/** In the host: a run begins, which does not keep what is made from now on. */
export function noteWhatIsMade(): void {
  madeInRun = [];
}

/** In the host: the run is over, and all is as it was before. What its modules have made meanwhile is made again. */
export function makeAgain(): void {
  const lost = madeInRun ?? [];
  madeInRun = undefined;
  for (const make of lost) make();
}

/** A number that is the same in every thread that evaluates the module, such as that of a `Thread-N`. */
export function moduleNumber(take: () => number): number {
  return moduleObject(take);
}

const ordinals = new Map<string, number>();

/** A test runner may evaluate a module that Node has evaluated as well: under another script's name, counted on its own. */
function nextKey(): string {
  const script = evaluatedScript();
  const ordinal = (ordinals.get(script) ?? 0) + 1;
  ordinals.set(script, ordinal);
  return `${ordinal} ${asUrl(script)}`;
}

/** URL of the module that is being evaluated. */
export function evaluatedModule(): string {
  return asUrl(evaluatedScript());
}

/**
 * What the engine calls the module that is being evaluated: the outermost frame that is a file's. Not the innermost, which
 * may be a function of another module that several modules call while they are evaluated, in an order that depends on who
 * imports whom.
 *
 * A module that was `require`d is evaluated on the stack of those that require it; further out than its loader are only these.
 * A test runner that evaluates modules itself is on the stack, too: what is installed counts only where nothing else is there.
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

/** Of what the engine calls a script: some loaders give it a path. */
export function asUrl(script: string): string {
  return isAbsolute(script) ? pathToFileURL(script).href : script;
}
