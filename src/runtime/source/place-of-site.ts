/** From a place in the file that the engine runs to the place in its source. */
import { findSourceMap } from 'node:module';
import type { CallSite } from './call-stack.js';
import { sourcePlace } from './source-map.js';

/** The place in the source. Null if a loader has compiled the file from a source that is unknown here. */
export function placeOfSite([file, line, column]: CallSite): string | null {
  const origin = findSourceMap(file)?.findEntry(line - 1, column - 1);
  if (origin && 'originalSource' in origin)
    return sourcePlace(origin.originalSource, origin.originalLine + 1, origin.originalColumn + 1);
  const isCompiled =
    /\.[cm]?tsx?$/.test(file.replace(/[?#].*$/, '')) &&
    !('typescript' in process.features && process.features.typescript);
  return isCompiled ? null : sourcePlace(file, line, column);
}
