import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Files of the package, and packages, that are evaluated when the given ones are imported, without Node's own. */
function loadedWith(...entries: string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!file.startsWith('./')) return;
    const code = readFileSync(fileURLToPath(new URL(`../../dist/${file}`, import.meta.url)), 'utf8');
    for (const [, from] of code.matchAll(/^(?:import|export)\b[^'"]*['"]([^'"]+)['"]/gm)) {
      if (from && !from.startsWith('node:')) visit(from);
    }
  };
  entries.forEach(visit);
  return [...seen].sort();
}

test('a worker loads its entry and the runtime, and no package', () => {
  // The entry imports the rest once it has dealt with the compile cache.
  expect(loadedWith('./worker.js')).toEqual(['./worker.js']);
  expect(loadedWith('./worker-main.js')).toEqual(['./processes.js', './runtime.js', './worker-main.js']);
});

test('a demo in a worker adds only the public API: no session, no renderer, no terminal', () => {
  expect(loadedWith('./worker-main.js', './index.js', './threading.js', './queue.js')).toEqual([
    './index.js',
    './processes.js',
    './queue.js',
    './runtime.js',
    './threading.js',
    './worker-main.js',
  ]);
});

test("the runtime keeps the arena's words to itself: if exported, they would be looked up at each access, and a lock took half as long again", () => {
  const code = readFileSync(fileURLToPath(new URL('../../dist/runtime.js', import.meta.url)), 'utf8');
  const names = [...(/^export \{(.*)\};?$/m.exec(code)?.[1] ?? '').matchAll(/([\w$]+)(?: as [\w$]+)?/g)];
  expect(names.length).toBeGreaterThan(10);
  for (const kept of ['words', 'doubles', 'isHost', 'slot', 'Slot', 'isControlled'])
    expect(names.map(([, name]) => name)).not.toContain(kept);
});
