import type { Code, Span } from './blocks.js';
import type { Measure } from './measure.js';

/** The lines of a program, none longer than the terminal is wide. */
export function setCode({ lines, indent = 0 }: Code, measure: Measure, columns: number): string[] {
  return lines.flatMap((line) => setLine(line, measure, columns - indent)).map((line) => ' '.repeat(indent) + line);
}

/** What a line that is broken goes on with, beyond its own indentation. */
const CONTINUATION = 4;

function setLine(line: readonly Span[], measure: Measure, columns: number): string[] {
  const text = line.map((span) => span.text).join('');
  const own = text.length - text.trimStart().length;
  const margin = Math.min(own + CONTINUATION, Math.floor(columns / 2));
  return breaks(text, measure, columns, columns - margin).map(([from, to], index) => {
    const part = slice(line, from, to).map(styled).join('');
    return index === 0 ? part : ' '.repeat(margin) + part;
  });
}

/** Where the lines that a text is broken into begin and end. Found in the text alone: colours change nothing. */
function breaks(text: string, measure: Measure, first: number, others: number): [from: number, to: number][] {
  const lines: [number, number][] = [];
  let from = 0;
  let width = 0;
  let end = 0;
  for (const { index, piece } of pieces(text, measure, others)) {
    const wide = measure.width(piece);
    const isSpace = piece.trim() === '';
    if (width + wide > (lines.length === 0 ? first : others) && !isSpace) {
      lines.push([from, end]);
      from = index;
      width = 0;
    }
    width += wide;
    if (!isSpace) end = index + piece.length;
  }
  return [...lines, [from, end]];
}

/** Words and the spaces between them, words in pieces that fit a line. */
function* pieces(text: string, measure: Measure, columns: number) {
  for (const { 0: word, index } of text.matchAll(/\s+|\S+/g)) {
    let at = index;
    for (const piece of word.trim() === '' ? [word] : measure.wrap(word, columns)) {
      yield { index: at, piece };
      at += piece.length;
    }
  }
}

function slice(line: readonly Span[], from: number, to: number): Span[] {
  let at = 0;
  return line.map(({ text, style }) => {
    const part = text.slice(Math.max(from - at, 0), Math.max(to - at, 0));
    at += text.length;
    return { text: part, style };
  });
}

function styled({ text, style }: Span): string {
  return style === undefined || text === '' ? text : style(text);
}
