import type { Code, Span } from './blocks.js';
import type { Measure } from './measure.js';

/** The lines of a program. Lines longer than `columns` are cut, and end with `ellipsis`. */
export function setCode(block: Code, measure: Measure, columns: number, ellipsis: string): string[] {
  const { lines, indent = 0, numbers } = block;
  const digits = numbers === undefined ? 0 : String(lines.length).length;
  const margin = indent + (digits && digits + GUTTER);
  const front = (i: number) =>
    numbers === undefined ? '' : numbers(String(i + 1).padStart(digits)) + ' '.repeat(GUTTER);
  return lines.map((line, i) => ' '.repeat(indent) + front(i) + setLine(line, measure, columns - margin, ellipsis));
}

/** Columns between a line's number and the line. */
const GUTTER = 2;

function setLine(line: readonly Span[], measure: Measure, columns: number, ellipsis: string): string {
  const text = line.map((span) => span.text).join('');
  if (columns === Infinity || measure.width(text) <= columns) return line.map(styled).join('');
  const fitting = measure.start(text, columns - ellipsis.length);
  return upTo(line, fitting.length).map(styled).join('') + ellipsis;
}

/** The spans of the first `length` characters. */
function upTo(line: readonly Span[], length: number): Span[] {
  let left = length;
  return line.map(({ text, style }) => {
    const part = text.slice(0, Math.max(left, 0));
    left -= text.length;
    return { text: part, style };
  });
}

function styled({ text, style }: Span): string {
  return style === undefined || text === '' ? text : style(text);
}
