/**
 * A worker's copies of module variables, read once the run is over. During the run, a thread costs one entry in a map.
 *
 * A variable counts as used by the threads of a worker if the code that they may have called names it: the target's text,
 * the texts of the functions named there, and so on. That errs towards too much. But what only `main` uses, such as a list
 * of the threads, is no thread's variable.
 */
import { inspect } from 'node:util';
import { type Scope, withScopes } from '../functions/module-scope.js';
import type { ModulesNames } from '../source/module-variables.js';
import type { Copy } from '../threads/port.js';

/** What the worker has run in this run: functions and classes, with their modules' URLs. */
const targets = new Map<Function, string>();

/** Each copy at the end of an earlier run: the worker lives on, and its modules with it. */
const before = new Map<string, string | null>();

/** Notes what the worker runs. */
export function noteTarget(target: Function, url: string): void {
  targets.set(target, url);
}

/** Reads this worker's copies of the variables of these modules, as far as its threads' code leads to the modules. */
export function readCopies(modules: ModulesNames): Copy[] {
  const ran = [...targets].map(([target, url]) => [target, fileOf(modules, target, url)] as const);
  targets.clear();
  const copies = withScopes((scopeOf) => new CopySearch(modules, scopeOf).find(ran));
  return copies.map(({ key, ...copy }) => {
    const isChanged = before.get(key) !== copy.text;
    before.set(key, copy.text);
    return { ...copy, isChanged };
  });
}

/** The file that a target was written in, if the module that it was found in exports it from another. */
function fileOf(modules: ModulesNames, target: Function, url: string): string {
  const names = modules[url];
  return names?.imports[target.name]?.[0] || (names?.url ?? url);
}

/** The most functions looked at: a program of one's own has fewer. */
const MOST_FUNCTIONS = 500;

type Found = Omit<Copy, 'isChanged'> & { readonly key: string };

class CopySearch {
  readonly #modules: ModulesNames;
  readonly #scopeOf: (written: Function) => Scope;
  readonly #scopes = new Map<string, Scope>();
  readonly #copies = new Map<string, Found>();

  constructor(modules: ModulesNames, scopeOf: (written: Function) => Scope) {
    this.#modules = modules;
    this.#scopeOf = scopeOf;
  }

  find(ran: readonly (readonly [Function, string])[]): Found[] {
    const waiting = [...ran];
    const seen = new Set<Function>();
    for (const [written, url] of waiting) {
      if (this.#modules[url] === undefined || seen.has(written) || seen.size === MOST_FUNCTIONS) continue;
      seen.add(written);
      const scope = this.#enter(url, written);
      for (const name of namesIn(written)) {
        if (Object.hasOwn(scope, name)) waiting.push(...this.#use(url, name, scope));
      }
    }
    return [...this.#copies.values()];
  }

  /** Reads the module's variables, used or not, when the first of its functions is reached. */
  #enter(url: string, written: Function): Scope {
    const known = this.#scopes.get(url);
    if (known) return known;
    const scope = this.#scopeOf(written);
    this.#scopes.set(url, scope);
    for (const name of this.#modules[url]?.variables ?? []) {
      if (Object.hasOwn(scope, name)) this.#take(url, name, scope[name], false);
    }
    return scope;
  }

  /** Returns the functions that code which names this may call, with their modules. */
  #use(url: string, name: string, scope: Scope): (readonly [Function, string])[] {
    const [from, exported] = this.#modules[url]?.imports[name] ?? [url, name];
    if (from === '') return [];
    const value = scope[name];
    if (this.#modules[from]?.variables.includes(exported)) this.#take(from, exported, value, true);
    const isOfPackage = (type: Function) => this.#modules[url]?.imports[type.name]?.[0] === '';
    return functionsOf(value, scope)
      .filter((each) => !isOfPackage(each))
      .map((each) => [each, from]);
  }

  #take(url: string, name: string, value: unknown, isUsed: boolean): void {
    const key = `${url} ${name}`;
    const { text = valueText(value), isUsed: wasUsed = false } = this.#copies.get(key) ?? {};
    this.#copies.set(key, { key, url, name, text, isUsed: wasUsed || isUsed });
  }
}

/** Not of a property: but what follows three dots is none. */
const NAME = /(?<![\p{ID_Continue}$]|(?<!\.\.)\.)[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/** The names in a function's text. A function that is only another thread's target is not called here. */
function namesIn(written: Function): Set<string> {
  return new Set(
    String(written)
      .replace(/\btarget:\s*[\p{ID_Continue}$.]+/gu, '')
      .match(NAME),
  );
}

/** A function itself; of an object its methods, and its class if that is of the same module. */
function functionsOf(value: unknown, scope: Scope): Function[] {
  if (typeof value === 'function') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const type: unknown = Object.getPrototypeOf(value)?.constructor;
  const own = Object.values(Object.getOwnPropertyDescriptors(value)).map((property) => property.value as unknown);
  const isOfModule = typeof type === 'function' && scope[type.name] === type;
  return [...own, ...(isOfModule ? [type] : [])].filter((each) => typeof each === 'function');
}

/** Values longer than that are told by their size. */
const MOST_SHOWN = 40;

/** What a variable holds, as text by which copies are compared; null for what cannot be, such as an instance of a class. */
function valueText(value: unknown): string | null {
  if (typeof value === 'function' || typeof value === 'symbol') return null;
  if (typeof value !== 'object' || value === null)
    return shown(value) ?? `a text of ${(value as string).length} characters`;
  const members = membersOf(value);
  if (members === undefined) return null;
  const isFlat = members.length <= MOST_SHOWN && members.flat().every((each) => Object(each) !== each);
  const text = isFlat ? shown(value) : undefined;
  if (text !== undefined) return text;
  const [one, many] = Array.isArray(value) || value instanceof Set ? ['item', 'items'] : ['key', 'keys'];
  return `${members.length} ${members.length === 1 ? one : many}`;
}

function shown(value: unknown): string | undefined {
  const text = inspect(value, { customInspect: false, breakLength: Infinity, maxArrayLength: null });
  return text.length <= MOST_SHOWN ? text : undefined;
}

/** The items of an array or a set, the entries of a map, the values of a plain object; undefined for anything else. */
function membersOf(value: object): unknown[] | undefined {
  if (Array.isArray(value) || value instanceof Set) return [...value];
  if (value instanceof Map) return [...value];
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  // Not by `entries`, which would call getters of the program's.
  return Object.values(Object.getOwnPropertyDescriptors(value)).map((property) => property.value);
}
