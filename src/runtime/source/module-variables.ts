/**
 * Which variables a program's modules have, as far as their text tells without a parser: those at the beginning of a line
 * that functions seem to change. A name too many costs a look at its value; only values decide.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a module's text says of its names. */
interface ModuleNames {
  /** The file's URL, by which other modules' imports name it here. */
  readonly url: string;
  /** Variables that are assigned to, or whose array, Map, Set or object is changed. */
  readonly variables: readonly string[];
  /** What its names for imports, and for what it exports of others, stand for. The URL is '' for a package. */
  readonly imports: Readonly<Record<string, readonly [url: string, name: string]>>;
}

/** Modules by URL. */
export type ModulesNames = Readonly<Record<string, ModuleNames>>;

/** Reads a module and the files of the same project that it imports; undefined if none of them has a variable that changes. */
export function changedVariables(url: string): ModulesNames | undefined {
  const modules: Record<string, ModuleNames> = {};
  const waiting = [realUrl(url)];
  for (const each of waiting) {
    if (Object.hasOwn(modules, each) || Object.keys(modules).length === MOST_MODULES) continue;
    const text = textOf(each);
    if (text === undefined) continue;
    const imports = importsIn(text, each);
    modules[each] = { url: each, variables: variablesIn(text), imports };
    waiting.push(...new Set(Object.values(imports).map(([from]) => from)));
  }
  if (!Object.values(modules).some(({ variables }) => variables.length > 0)) return undefined;
  // Threads may know the program's own module by another URL than the engine.
  const own = modules[realUrl(url)];
  return own ? { [url]: own, ...modules } : modules;
}

/** Where a variable or a function is declared: the position of its name, counted from 1; undefined if it is not found. */
export function declarationOf(url: string, name: string): { line: number; column: number } | undefined {
  const text = textOf(url) ?? '';
  const escaped = name.replaceAll('$', '\\$&');
  const found =
    new RegExp(
      `^(?:export )?(?:let|var|const|(?:default )?function\\*?)\\s(?:.*[,\\s])?(${escaped})${NO_MORE}`,
      'mdu',
    ).exec(text) ?? new RegExp(`^\\s+(${escaped})\\s*(?:\\(|:)`, 'mdu').exec(text);
  const at = found?.indices?.[1]?.[0];
  if (at === undefined) return undefined;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

const MOST_MODULES = 50;

const NAME = '[\\p{ID_Start}$_][\\p{ID_Continue}$]*';
/** Not in the middle of a name, and not a property. */
const NO_LESS = '(?<![\\p{ID_Continue}$]|(?<!\\.\\.)\\.)';
const NO_MORE = '(?![\\p{ID_Continue}$])';
const ASSIGNS = '(?:=(?![=>])|(?:[-+*/%&|^]|\\*\\*|<<|>>>?|&&)=|\\+\\+|--)';

const DECLARATION = new RegExp(`^(?:export )?(let|var|const)\\s+(${NAME})([^=\\n]*)(?:=\\s*([^\\n]*))?`, 'gmu');
const FURTHER = new RegExp(`,\\s*(${NAME})\\s*(?=[=,;:]|$)`, 'gu');
/** Nothing in it: it is there to be filled. */
const EMPTY = /^(?:\[\s*\]|\{\s*\}|new (?:Map|Set|Array)\b(?:<.*>)?(?:\(\s*\))?)\s*(?:as .*)?[;,]?\s*(?:\/\/.*)?$/;
/** An instance of a class of pyconc or of the program: a thread that changes it may well change what all threads share. */
const INSTANCE = /^new (?!(?:Map|Set|Array|Object)\b)/;
const CHANGING = 'push|unshift|pop|shift|splice|sort|reverse|fill|set|add|delete|clear';

function variablesIn(text: string): string[] {
  const names = [...text.matchAll(DECLARATION)].flatMap(([, kind, name = '', type = '', value = '']) => {
    // Behind a parenthesis there are parameters.
    const further =
      kind === 'const' || /[()]/.test(value)
        ? []
        : [...`${type}${value}`.matchAll(FURTHER)].map(([, other = '']) => other);
    const isFilled = EMPTY.test(value) || (!INSTANCE.test(value) && isChangedInside(text, name));
    return [
      ...(isFilled || (kind !== 'const' && isAssigned(text, name)) ? [name] : []),
      ...further.filter((other) => isAssigned(text, other) || isChangedInside(text, other)),
    ];
  });
  return [...new Set(names)];
}

/** An assignment besides the declaration. One by `??=` makes a thread's own cache: that is no mistake. */
function isAssigned(text: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$&');
  const assignment = new RegExp(
    `(?<!\\b(?:let|var|const)\\s+)${NO_LESS}${escaped}\\s*${ASSIGNS}|(?:\\+\\+|--)${escaped}${NO_MORE}`,
    'u',
  );
  return assignment.test(text);
}

function isChangedInside(text: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$&');
  const inside = '(?:\\??\\.[\\p{ID_Continue}$]+|\\[[^\\]\\n]*\\])';
  const change = new RegExp(
    `${NO_LESS}${escaped}(?:${inside}*\\??\\.(?:${CHANGING})\\(|${inside}+\\s*${ASSIGNS})|(?:\\+\\+|--|\\bdelete |\\bObject\\.assign\\()${escaped}${NO_MORE}`,
    'u',
  );
  return change.test(text);
}

const IMPORT = /^(?:import|export)\s+([^'"`;]*?)\s*from\s*['"]([^'"]+)['"]/gm;

function importsIn(text: string, url: string): Record<string, readonly [string, string]> {
  const imports: Record<string, readonly [string, string]> = {};
  for (const [, clause = '', specifier = ''] of text.matchAll(IMPORT)) {
    const from = resolve(specifier, url);
    for (const each of clause.replace(/[{}]/g, ',').split(',')) {
      const [first = '', as, local = first] = each.trim().split(/\s+/);
      if (first !== '' && first !== 'type') imports[as === 'as' ? local : first] = [from, first];
    }
  }
  return imports;
}

/** The file that an import means: loaders find `x.ts` for `x.js`, and for `x`. */
function resolve(specifier: string, url: string): string {
  if (!/^\.{1,2}\//.test(specifier) || !url.startsWith('file:')) return '';
  const file = fileURLToPath(new URL(specifier, url));
  const stem = file.replace(/\.([cm]?)js$/, '.$1');
  const found = [file, `${stem}ts`, `${stem}tsx`, `${file}.ts`, `${file}.js`].find((each) => existsSync(each));
  return found === undefined ? '' : realUrl(pathToFileURL(found).href);
}

function realUrl(url: string): string {
  try {
    return pathToFileURL(realpathSync(fileURLToPath(url.replace(/[?#].*$/, '')))).href;
  } catch {
    return url;
  }
}

function textOf(url: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(url.replace(/[?#].*$/, '')), 'utf8');
  } catch {
    return undefined;
  }
}
