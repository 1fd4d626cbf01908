/** Stacks as users want to see them: only their own frames, with paths of the sources, which a terminal makes clickable. */
import { fileURLToPath } from 'node:url';
import { isFrame, placeInFrame } from '../../events/places.js';
import { sourcePlace } from './source-map.js';

/** The folder of this package's code: frames there are not the user's. (Unit tests load the sources themselves.) */
const FOLDER = import.meta.url.endsWith('.ts') ? '../../' : './';
/** As URL and as path: a loader with source maps shows paths. */
const OURS = bothWays(FOLDER);
const DEMOS = bothWays(`${FOLDER}demos/`);

function bothWays(folder: string): readonly string[] {
  const url = new URL(folder, import.meta.url);
  return [url.href, fileURLToPath(url)];
}

/** True for a file of this package. */
export function isOurs(file: string): boolean {
  return OURS.some((folder) => file.startsWith(folder));
}

/** True for a file of the user's own; a demo counts as one. */
export function isUsersFile(file: string): boolean {
  if (file.startsWith('node:')) return false;
  return !isOurs(file) || DEMOS.some((folder) => file.startsWith(folder));
}

/** `file:line:column` of the innermost frame that is the user's own; null if there is none. */
export function userFrame(stack: string | undefined): string | null {
  for (const line of (stack ?? '').split('\n').slice(1)) {
    const place = placeInFrame(line);
    if (place !== undefined && isUsers(line)) return readable(place);
  }
  return null;
}

/** As `userFrame`, if that is the innermost frame apart from Node's: null if another package, or this one, threw the error. */
export function throwingFrame(stack: string): string | null {
  const innermost = stack.split('\n').find((line) => isFrame(line) && !line.includes('node:'));
  if (innermost?.includes('/node_modules/') && !innermost.includes('/dist/demos/')) return null;
  return userFrame(`\n${innermost}`);
}

/** Returns a stack without the frames of this package and of Node. */
export function userStack(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !isFrame(line) || isUsers(line))
    .map(readable)
    .join('\n');
}

function isUsers(line: string): boolean {
  // The command line calls a demo's functions for the host; there, commander's frames are between Node's and this package's.
  if (line.includes('node:') || line.includes('/node_modules/commander/')) return false;
  const isIn = (folder: readonly string[]) => folder.some((each) => line.includes(each));
  return !isIn(OURS) || isIn(DEMOS);
}

function readable(text: string): string {
  return text.replace(/(file:\/\/\S*?):(\d+):(\d+)/g, (_, url, line, column) =>
    sourcePlace(url, Number(line), Number(column)),
  );
}
