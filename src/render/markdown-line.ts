import { plainText } from './plain-text.js';

/** A line of a Markdown table. */
export function markdownLine(cells: readonly string[]): string {
  const shown = cells.map((cell) =>
    plainText(cell)
      .replace(/[|\\]/g, '\\$&')
      .replace(/\s*\n\s*/g, ' '),
  );
  return `| ${shown.join(' | ')} |\n`;
}
