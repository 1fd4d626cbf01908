/** Lines of the user's source, shown beside their places. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readPlace } from '../../events/places.js';

/** The line at `file:line:column`, without its indentation; null if it cannot be read. */
export function sourceLine(at: string): string | null {
  const place = readPlace(at);
  if (place === undefined) return null;
  const { file, line } = place;
  try {
    const text = readFileSync(file.startsWith('file:') ? fileURLToPath(file) : file, 'utf8');
    return text.split('\n')[line - 1]?.trim() || null;
  } catch {
    return null;
  }
}
