/** The package built with a fault in its sources, and the stress programs beside it. */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { build } from 'rolldown';
// @ts-expect-error: a configuration file, without declarations.
import config from '../../rolldown.config.js';
import type { Outcome } from '../stress/rounds.js';
import type { Edit, Fault } from './faults.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the package with the edits, in a folder of its own; returns that. Programs in it that import pyconc get that package. */
export async function makeMutant(name: string, edits: readonly Edit[]): Promise<string> {
  const folder = join(root, 'build', 'faults', name.replaceAll(/\W+/g, '-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const planted = new Set<Edit>();
  await build({
    ...config,
    cwd: root,
    logLevel: 'warn',
    plugins: [{ name: 'faults', transform: (code, id) => plant(code, relative(root, id), edits, planted) }],
    output: { ...config.output, dir: join(folder, 'dist') },
  });
  const missing = edits.find((edit) => !planted.has(edit));
  if (missing) throw new Error(`${missing.file} is not a part of the package: the fault must be planted anew`);
  await cp(join(root, 'build', 'stress'), join(folder, 'stress'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  return folder;
}

/** Throws unless the text to be edited is there, once. */
function plant(code: string, file: string, edits: readonly Edit[], planted: Set<Edit>): string {
  let faulty = code;
  for (const edit of edits.filter((each) => each.file === file)) {
    const found = faulty.split(edit.from).length - 1;
    if (found !== 1) throw new Error(`${edit.from} is ${found} times in ${file}: the fault must be planted anew`);
    faulty = faulty.replace(edit.from, () => edit.to);
    planted.add(edit);
  }
  return faulty;
}

export type Rounds = Pick<Fault, 'program' | 'seeds' | 'most'>;

/** Runs a fault's program in a copy. A process that ends in a crash is found out as well: two threads may have had the same memory. */
export async function runIn(folder: string, { program, seeds, most }: Rounds): Promise<Outcome> {
  const args = [join(folder, 'stress', 'seeds.js'), program, String(most), ...seeds.map(String)];
  const { stdout, stderr, failed } = await execa('node', args, { reject: false, lines: true });
  const last = JSON.parse(stdout.at(-1) ?? '{}');
  if (!failed) return last;
  return {
    name: program,
    rounds: stdout.length,
    seed: last.seed,
    findings: [`Error: the process crashed\n${stderr.join('\n')}`],
  };
}
