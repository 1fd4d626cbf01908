/** Functions travel by name: the modules of a program, and references to functions in them. */
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { isHost } from '../memory/arena.js';
import { asUrl, evaluatingModules } from '../objects/module-objects.js';
import { importingProgram } from './main-guard.js';

export type Namespace = Readonly<Record<string, unknown>>;

/** What another thread finds a function by. */
export interface FunctionRef {
  readonly url: string;
  readonly path: readonly string[];
  /** Set if the namespace has not been seen: the thread that imports the module compares the function's source. */
  readonly source?: string;
  /** True if this thread's source differs from the file, which is what other threads may load: then the name has to do. */
  readonly isRewritten?: boolean;
}

const namespaces = new Map<string, Namespace>();
const refs = new WeakMap<object, FunctionRef>();

/** The module's namespace if this thread has loaded it already, so that the caller need not await. */
export function loadedModule(url: string): Namespace | undefined {
  return namespaces.get(url);
}

/** Imports a module, and remembers references to its exported functions. */
export async function loadModule(url: string): Promise<Namespace> {
  const namespace: Namespace = await evaluatingModules(() => importingProgram(url));
  namespaces.set(url, namespace);
  for (const name of Object.keys(namespace)) {
    const value = namespace[name];
    if (typeof value === 'function') refs.set(value, { url, path: [name] });
  }
  return namespace;
}

/** The reference to an exported function; undefined if it is unknown. */
export function refOf(target: Function): FunctionRef | undefined {
  const known = refs.get(target);
  if (known) return known;
  const script = scriptOf(target);
  if (script === undefined) return undefined;
  const { url } = script;
  const namespace = namespaces.get(url);
  // The module has been loaded, and none of its exports is this function.
  if (namespace) return undefined;
  const ref: FunctionRef = {
    url,
    path: [target.name],
    source: String(target),
    // All threads load modules in the same way, but in the host a test runner may rewrite them.
    ...(isHost && isRewritten(script) && { isRewritten: true }),
  };
  refs.set(target, ref);
  return ref;
}

/** Returns the function or class that a reference is to; undefined if there is none, or another than was meant. */
export function findExport(namespace: Namespace, ref: Omit<FunctionRef, 'url'>): Function | undefined {
  const { path, source } = ref;
  let value: unknown = namespace;
  for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name];
  if (isMeant(value, source)) return value;
  if (source === undefined) return undefined;
  // Exported under another name than its own. If two have the same source, it is unknown which is meant.
  const alike = Object.values(namespace).filter((other) => isMeant(other, source));
  if (alike.length > 0 || !ref.isRewritten) return alike.length === 1 ? alike[0] : undefined;
  const { isRewritten: _, source: __, ...byName } = ref;
  return findExport(namespace, byName) ?? findNamed(namespace, path.at(-1));
}

/** Finds a function that is exported under another name than its own: by default, for example. */
function findNamed(namespace: Namespace, name: string | undefined): Function | undefined {
  const named = Object.values(namespace).filter((value) => typeof value === 'function' && value.name === name);
  return named.length === 1 ? (named[0] as Function) : undefined;
}

/** Returns the function that a reference to a loaded module is to. Throws TypeError if it is not there. */
export function exported(ref: FunctionRef, by: Runs = 'thread'): Function {
  const target = findExport(namespaces.get(ref.url) ?? {}, ref);
  if (!target) throw new TypeError(notExported(calledBy(ref), ref.url, by));
  return target;
}

/** What runs a function. */
export type Runs = 'thread' | 'process';

/**
 * The name of a function in an error that it was not found. A function written in the call itself has no name, or gets the
 * option's name from the engine, which would tell users nothing: then its first words stand for it.
 */
export function calledBy({ path, source = '' }: Pick<FunctionRef, 'path' | 'source'>): string {
  const name = path.join('.');
  if (!NO_NAMES.includes(name) || source === '' || new RegExp(`^function\\b\\W*${name || '_'}\\b`).test(source))
    return name;
  const [firstLine = ''] = source.split('\n');
  const words = firstLine.slice(0, MOST_SHOWN).trimEnd();
  return `the function \`${words.length < source.length ? `${words} …` : words}\``;
}

/** No name, and the names of options that take functions. */
const NO_NAMES: readonly string[] = ['', 'target', 'action', 'function'];
const MOST_SHOWN = 40;

/** The message for a function, or a class with a `run`, that another thread or process cannot find. */
export function notExported(name: string, url: string, by: Runs = 'thread', isOfClass = false): string {
  // A function that is bound, computed or without a name has to be given one.
  const example = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : 'name';
  const [what, sought] = isOfClass ? ['class', 'class'] : ['function', 'target'];
  return `${name || `the ${what}`} is not exported by ${url}: a ${by} finds its ${sought} by module and export name, so write \`export ${what} ${example}\` at the top level of the file`;
}

/** True for a class: its prototype cannot be replaced, unlike a function's. */
export function isClass(value: Function): boolean {
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
}

function isMeant(value: unknown, source: string | undefined): value is Function {
  return typeof value === 'function' && (source === undefined || String(value) === source);
}

interface Script {
  readonly url: string;
  /** The source that the engine has. */
  readonly source: string;
}

/** True if a loader has changed the source that is in the file. */
function isRewritten({ url, source }: Script): boolean {
  try {
    return readFileSync(new URL(url), 'utf8') !== source;
  } catch {
    return true;
  }
}

/**
 * The file that a function was written in. Only the engine knows it, and it tells only a debugger, so this briefly opens a
 * debugger session within the thread. Needed once per function, and only for functions of modules that this thread did not
 * load by `loadModule`: those that a program's modules import from each other.
 */
function scriptOf(target: Function): Script | undefined {
  const session = new Session();
  session.connect();
  const urls = new Map<string, string>();
  session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
  let id: string | undefined;
  let source = '';
  const key = Symbol.for('pyconc.target');
  // Not on the global object: the debugger sees Node's own, and a test runner may give each test file another one.
  const holder = process as unknown as Record<symbol, unknown>;
  holder[key] = target;
  try {
    session.post('Debugger.enable');
    session.post('Runtime.evaluate', { expression: `process[Symbol.for('pyconc.target')]` }, (_, evaluated) => {
      const objectId = evaluated?.result.objectId;
      if (objectId === undefined) return;
      session.post('Runtime.getProperties', { objectId, ownProperties: true }, (__, found) => {
        const location = found?.internalProperties?.find(({ name }) => name === '[[FunctionLocation]]')?.value?.value;
        id = location?.scriptId;
        if (id === undefined || !isHost) return;
        session.post('Debugger.getScriptSource', { scriptId: id }, (___, script) => {
          source = script?.scriptSource ?? '';
        });
      });
    });
  } finally {
    delete holder[key];
    session.disconnect();
  }
  const url = id === undefined ? undefined : urls.get(id);
  return url === undefined ? undefined : { url: asUrl(url), source };
}
