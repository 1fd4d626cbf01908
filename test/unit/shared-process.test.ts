/** What test files that share a process need of the programs that they import. */
import { readdirSync, readFileSync } from 'node:fs';
import { Thread } from 'pyconc/threading';
import { expect, test } from 'vitest';

const TESTS = new URL('../', import.meta.url);
/** Makes a thread at the top level of a program, and so has a process of its own. */
const ALONE = 'run.test.ts';

/** The compiled programs that tests import into a process with other tests. */
function importedPrograms(): string[] {
  const found = new Set<string>();
  for (const folder of ['contract', 'stress', 'faults', 'docs', 'cli', 'demos', 'explore']) {
    for (const file of readdirSync(new URL(`${folder}/`, TESTS))) {
      if (!file.endsWith('.ts') || file === ALONE) continue;
      const code = readFileSync(new URL(`${folder}/${file}`, TESTS), 'utf8');
      for (const [, path] of code.matchAll(/ from '\.\.\/\.\.\/(build\/\w+\/[\w-]+\.js)'/g)) found.add(path as string);
    }
  }
  return [...found];
}

/** The number in the name of the next thread, which takes it. */
const nextNumber = () => Number(new Thread().name.split('-')[1]);

test('no program has a thread at its top level: all later runs of the process would count from the one after it', async () => {
  const paths = importedPrograms();
  expect(paths).toContain('build/stress/rounds.js');
  const offenders: string[] = [];
  for (const path of paths) {
    const before = nextNumber();
    await import(new URL(path, new URL('../', TESTS)).href);
    if (nextNumber() !== before + 1) offenders.push(path);
  }
  expect(offenders).toEqual([]);
});
