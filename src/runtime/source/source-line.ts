/** Lines of the user's source, shown beside their places. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readPlace } from '../../events/places.js';

/** The line at `file:line:column`, without its indentation; null if it cannot be read. */
export function sourceLine(at: string): string | null {
  const place = readPlace(at);
  return (place && linesOf(place.file)?.[place.line - 1]?.trim()) || null;
}

/** All lines of the file that a place is in; null if it cannot be read. */
export function sourceFile(at: string): readonly string[] | null {
  const place = readPlace(at);
  return place === undefined ? null : linesOf(place.file);
}

function linesOf(file: string): string[] | null {
  try {
    return readFileSync(file.startsWith('file:') ? fileURLToPath(file) : file, 'utf8').split('\n');
  } catch {
    return null;
  }
}
