/** How a demo is written: its own source, and the Python program of the same shape. */
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPath } from './registry.js';

export interface Source {
  readonly path: string;
  readonly language: 'typescript' | 'javascript' | 'python';
  readonly text: string;
}

/** The source of a demo that is given by its name or path; undefined if there is no such file. */
export function sourceOf(nameOrPath: string): Source | undefined {
  return read(isPath(nameOrPath) ? nameOrPath : fileURLToPath(new URL(`${nameOrPath}.ts`, SOURCES)));
}

/** The demo's Python twin. The twin of a user's own file is beside that file. */
export function twinOf(nameOrPath: string): Source | undefined {
  if (isPath(nameOrPath)) return read(nameOrPath.replace(/\.[^./\\]+$/, '.py'));
  return read(fileURLToPath(new URL(`python/${nameOrPath}.py`, SOURCES)));
}

// In the package they are beside the folder of the bundle.
const SOURCES = new URL('../demos/', import.meta.url);

function read(path: string): Source | undefined {
  if (!existsSync(path)) return undefined;
  return { path, language: languageOf(path), text: readFileSync(path, 'utf8') };
}

function languageOf(path: string): Source['language'] {
  const extension = extname(path);
  if (extension === '.py') return 'python';
  return /^\.[cm]?tsx?$/.test(extension) ? 'typescript' : 'javascript';
}
