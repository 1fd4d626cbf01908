/** How the user calls pyconc, so that the commands we print can be pasted. */
import { basename, dirname, relative, sep } from 'node:path';
import { shellWord } from '../render/shell-word.js';

export interface Call {
  /** The script that Node was started with, or a link to it. */
  readonly script: string;
  /** The folder where the user will type the next command. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `pyconc` if a shell finds it; `npx pyconc` inside a project that has it (or a clone); otherwise the path of its file. */
export function commandName({ script, folder, env }: Call = thisCall()): string {
  if (env.npm_command === 'exec') return NPX;
  const project = projectOf(script);
  if (project === undefined) return 'pyconc';
  if (`${folder}${sep}`.startsWith(`${project}${sep}`)) return NPX;
  // A global install may be a file in a node_modules of its own, which is on the shell's path.
  return isDependency(script) ? 'pyconc' : `node ${shellWord(relative(folder, script))}`;
}

const NPX = 'npx pyconc';

function thisCall(): Call {
  return { script: process.argv[1] ?? '', folder: process.cwd(), env: process.env };
}

/** The folder in which `npx` finds the script; undefined for a link from elsewhere. */
function projectOf(script: string): string | undefined {
  if (isDependency(script)) return script.slice(0, script.lastIndexOf(DEPENDENCIES));
  return basename(script) === 'pyconc.js' ? dirname(dirname(script)) : undefined;
}

function isDependency(script: string): boolean {
  return script.includes(DEPENDENCIES);
}

const DEPENDENCIES = `${sep}node_modules${sep}`;
