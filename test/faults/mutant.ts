/** A copy of the built package with changes, and the stress programs beside it. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Outcome } from '../stress/rounds.js';
import type { Edit, Fault } from './faults.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Makes the copy, in a folder of its own; answers where. Programs in it that import pyconc get the copy, by its name. */
export async function makeMutant(name: string, edits: readonly Edit[]): Promise<string> {
  const folder = join(root, 'build', 'faults', name.replaceAll(/\W+/g, '-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(root, 'dist'), join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('types') });
  await cp(join(root, 'build', 'stress'), join(folder, 'stress'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  const file = join(folder, 'dist', 'runtime.js');
  let code = await readFile(file, 'utf8');
  for (const edit of edits) code = change(code, edit);
  await writeFile(file, code);
  return folder;
}

/** Throws unless the pattern is there, once. */
function change(code: string, [pattern, replacement]: Edit): string {
  const found = code.match(new RegExp(pattern, 'g'))?.length ?? 0;
  if (found !== 1) throw new Error(`${pattern} is ${found} times in the built package: the fault must be planted anew`);
  return code.replace(pattern, replacement);
}

export type Rounds = Pick<Fault, 'program' | 'seeds' | 'most'>;

/** Runs a fault's program in a copy. */
export async function runIn(folder: string, { program, seeds, most }: Rounds): Promise<Outcome> {
  const args = [join(folder, 'stress', 'seeds.js'), program, String(most), ...seeds.map(String)];
  const { stdout } = await execa('node', args);
  return JSON.parse(stdout);
}
