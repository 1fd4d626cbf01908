/** Stacks as users want to see them: their own frames, with paths in the sources, which a terminal makes clickable. */
import { sourcePlace } from './source-map.js';

/** The folder that this package's code lies in: frames there are not the user's. */
export const OURS = new URL('.', import.meta.url).href;
const DEMOS = new URL('./demos/', import.meta.url).href;

/** `file:line:column` of the innermost frame of the user's own. */
export function userFrame(stack: string | undefined): string | null {
  for (const line of (stack ?? '').split('\n').slice(1)) {
    const place = /(?:^\s+at |[ (])((?:file:\/\/|\/|[A-Z]:\\).*:\d+:\d+)\)?$/.exec(line)?.[1];
    if (place !== undefined && isUsers(line)) return readable(place);
  }
  return null;
}

/** A stack without the frames of this package and of Node. */
export function userStack(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || isUsers(line))
    .map(readable)
    .join('\n');
}

function isUsers(line: string): boolean {
  // The command line calls what a demo has the host do; there commander is between Node and us.
  if (line.includes('node:') || line.includes('/node_modules/commander/')) return false;
  return !line.includes(OURS) || line.includes(DEMOS);
}

function readable(text: string): string {
  return text.replace(/(file:\/\/\S*?):(\d+):(\d+)/g, (_, url, line, column) =>
    sourcePlace(url, Number(line), Number(column)),
  );
}
