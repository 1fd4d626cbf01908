import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { load } from '../../build/programs/native-import.js';
import { evaluatedModule, isEvaluating, moduleNumber, moduleObject } from '../../src/runtime/objects/module-objects.js';

const folder = mkdtempSync(join(tmpdir(), 'pyconc-'));
afterAll(() => rmSync(folder, { recursive: true }));
// Called by modules that Node itself loads.
Object.assign(globalThis, { evaluatedModule, moduleNumber });

function write(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(path, source);
  return pathToFileURL(path).href;
}

test('the host evaluates modules at any time', () => {
  expect(isEvaluating()).toBe(true);
});

test('the first to ask for a key makes the object', () => {
  let made = 0;
  const numbers = [1, 2, 3].map(() => moduleObject(() => 100 + made++));
  expect(numbers).toEqual([100, 101, 102]);
  expect(moduleNumber(() => 7)).toBe(7);
});

test('an object that could not be made is made by the next thread', () => {
  expect(() =>
    moduleObject(() => {
      throw new RangeError('no');
    }),
  ).toThrow(RangeError);
  expect(moduleObject(() => 5)).toBe(5);
});

test('a module is known while it is evaluated: through functions, after an await, and apart from what it imports', async () => {
  const inner = write(
    'inner.mjs',
    `export const own = evaluatedModule(); export function ask() { return evaluatedModule(); }`,
  );
  const outer = write(
    'outer.mjs',
    `import { ask, own as innerOwn } from './inner.mjs';
     const before = [evaluatedModule(), ask(), [1].map(() => ask())[0]];
     await new Promise((resolve) => setTimeout(resolve, 5));
     export const asked = [...before, evaluatedModule(), ask()];
     export { innerOwn };`,
  );
  const { asked, innerOwn } = await load(outer);
  expect(asked).toEqual([outer, outer, outer, outer, outer]);
  expect(innerOwn).toBe(inner);
});

test('a deep call still knows its module', async () => {
  const deep = write(
    'deep.mjs',
    `const ask = (depth) => (depth === 0 ? evaluatedModule() : ask(depth - 1)); export const asked = ask(150);`,
  );
  expect((await load(deep)).asked).toBe(deep);
});

test('a required module is itself, whichever module requires it', async () => {
  const inner = write('inner.cjs', 'exports.asked = evaluatedModule();');
  const outer = write('outer.cjs', `exports.before = evaluatedModule(); exports.inner = require('./inner.cjs').asked;`);
  expect(await load(outer)).toMatchObject({ before: outer, inner });
});

/** Evaluates code as the installed test runner does: from a stack of its own. */
async function installRunner() {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const url = write(
    'node_modules/runner.mjs',
    `import { runInThisContext } from 'node:vm';
     export async function evaluate(code, filename) {
       await null;
       return runInThisContext(code, { filename });
     }
     export const own = evaluatedModule();`,
  );
  return { url, ...((await load(url)) as { evaluate(code: string, filename: string): unknown; own: string }) };
}

test('an installed evaluator counts only where no other module is on the stack, such as a test runner’s', async () => {
  const { url, evaluate, own } = await installRunner();
  expect(own).toBe(url);
  const path = join(folder, 'evaluated.js');
  expect(await evaluate('evaluatedModule()', path)).toBe(pathToFileURL(path).href);
});

test('a module that Node and a test runner have evaluated makes the same objects for both', async () => {
  let count = 0;
  Object.assign(globalThis, { next: () => count++ });
  const code = '[1, 2].map(() => moduleNumber(next))';
  const url = write('twice.mjs', `export const made = ${code};`);
  const { made } = await load(url);
  const { evaluate } = await installRunner();
  expect([made, await evaluate(code, fileURLToPath(url))]).toEqual([
    [0, 1],
    [0, 1],
  ]);
});
