import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { changedVariables, declarationOf } from '../../src/runtime/source/module-variables.js';

const folder = mkdtempSync(join(tmpdir(), 'pyconc-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return pathToFileURL(join(folder, name)).href;
}

/** The variables of a module with this text. */
function variablesOf(text: string): readonly string[] {
  const url = write('module.ts', text);
  return changedVariables(url)?.[url]?.variables ?? [];
}

test.each([
  'let a = 0;\nfunction f() { a = 1; }',
  'export let a: number | undefined;\nfunction f() { a += 1; }',
  'let a = 0;\nfunction f() { return ++a; }',
  'let b = 1, a = 0;\nfunction f() { a--; }',
  'const a: string[] = [];',
  'const a = new Map<string, number>();',
  'export const a = { b: 0 };\nfunction f() { a.b = 1; }',
  'const a = [0, 0];\nfunction f() { a[1]++; }',
  'const a = [1].map(String);\nfunction f() { a.push(""); }',
])('a variable that code changes is found: %j', (text) => {
  expect(variablesOf(text)).toEqual(['a']);
});

test.each([
  'let a = 0;\nfunction f() { return a === 1 || b.a; }',
  'let a: number | undefined;\nfunction f() { return (a ??= 1); }',
  'const a = 0;\nfunction f() { let a = 1; }',
  'const a = [1, 2];\nfunction f() { return a.map((b) => b); }',
  'const a = new Value(0);\nfunction f() { a.value += 1; }',
  'const a = new Event();\nfunction f() { a.set(); }',
  'function f() {\n  let a = 0;\n  a = 1;\n}',
])('any other is not looked at: %j', (text) => {
  expect(variablesOf(text)).toEqual([]);
});

test('imports are followed within the project, as loaders find them', () => {
  const state = write('state.ts', 'export let a = 0;\nexport function f() { a = 1; }');
  const url = write('main.ts', "import { log } from 'pyconc';\nimport {\n  f as g,\n} from './state.js';\ng();");
  expect(changedVariables(url)).toEqual({
    [url]: { url, variables: [], imports: { log: ['', 'log'], g: [state, 'f'] } },
    [state]: { url: state, variables: ['a'], imports: {} },
  });
});

test('a module that cannot be read has none', () => {
  expect(changedVariables('file:///nowhere/module.js')).toBeUndefined();
  expect(changedVariables('data:text/javascript,let a = 0; a = 1;')).toBeUndefined();
});

test('a declaration is found by its name', () => {
  const url = write('declared.ts', 'const count = 1;\nlet a = 1, counter = 0;\nexport function count$(a) {}\n');
  expect(declarationOf(url, 'counter')).toEqual({ line: 2, column: 12 });
  expect(declarationOf(url, 'count$')).toEqual({ line: 3, column: 17 });
  expect(declarationOf(url, 'other')).toBeUndefined();
});
