/** Stacks as users want to see them: their own frames, with paths in the sources, which a terminal makes clickable. */
import { fileURLToPath } from 'node:url';
import { isFrame, placeInFrame } from '../../events/places.js';
import { sourcePlace } from './source-map.js';

/** The folder that this package's code lies in: frames there are not the user's. (Unit tests load the sources themselves.) */
const FOLDER = import.meta.url.endsWith('.ts') ? '../../' : './';
/** A loader with source maps shows paths. */
const OURS = bothWays(FOLDER);
const DEMOS = bothWays(`${FOLDER}demos/`);

function bothWays(folder: string): readonly string[] {
  const url = new URL(folder, import.meta.url);
  return [url.href, fileURLToPath(url)];
}

/** True for a file of this package's. */
export function isOurs(file: string): boolean {
  return OURS.some((folder) => file.startsWith(folder));
}

/** True for a file of the user's own, which a demo is as well. */
export function isUsersFile(file: string): boolean {
  if (file.startsWith('node:')) return false;
  return !isOurs(file) || DEMOS.some((folder) => file.startsWith(folder));
}

/** `file:line:column` of the innermost frame of the user's own. */
export function userFrame(stack: string | undefined): string | null {
  for (const line of (stack ?? '').split('\n').slice(1)) {
    const place = placeInFrame(line);
    if (place !== undefined && isUsers(line)) return readable(place);
  }
  return null;
}

/** As `userFrame`, if that is the innermost frame but for Node's: null if another package threw the error, or this one. */
export function throwingFrame(stack: string): string | null {
  const innermost = stack.split('\n').find((line) => isFrame(line) && !line.includes('node:'));
  if (innermost?.includes('/node_modules/') && !innermost.includes('/dist/demos/')) return null;
  return userFrame(`\n${innermost}`);
}

/** A stack without the frames of this package and of Node. */
export function userStack(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !isFrame(line) || isUsers(line))
    .map(readable)
    .join('\n');
}

function isUsers(line: string): boolean {
  // The command line calls what a demo has the host do; there commander is between Node and us.
  if (line.includes('node:') || line.includes('/node_modules/commander/')) return false;
  const isIn = (folder: readonly string[]) => folder.some((each) => line.includes(each));
  return !isIn(OURS) || isIn(DEMOS);
}

function readable(text: string): string {
  return text.replace(/(file:\/\/\S*?):(\d+):(\d+)/g, (_, url, line, column) =>
    sourcePlace(url, Number(line), Number(column)),
  );
}
