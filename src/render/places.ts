/** Places in sources, as the user would type them in a folder. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPlace } from '../events/places.js';

/** `file:line` for `file:line:column`, relative to the folder if the file lies in it. */
export function shownPlace(at: string, folder: string | undefined): string {
  const { file, line } = readPlace(at) ?? { file: at };
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  return `${shownPath(path, folder)}${line === undefined ? '' : `:${line}`}`;
}

function shownPath(path: string, folder: string | undefined): string {
  if (folder === undefined) return path;
  const near = relative(folder, path);
  return near.startsWith('..') ? path : near;
}
