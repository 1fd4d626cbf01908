/** A line of the user's source, to be shown beside its place. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The line at `file:line:column`, without its indentation; null where it cannot be read. */
export function sourceLine(at: string): string | null {
  const [, file, line] = /^(.*):(\d+):\d+$/.exec(at) ?? [];
  if (file === undefined) return null;
  try {
    const text = readFileSync(file.startsWith('file:') ? fileURLToPath(file) : file, 'utf8');
    return text.split('\n')[Number(line) - 1]?.trim() || null;
  } catch {
    return null;
  }
}
