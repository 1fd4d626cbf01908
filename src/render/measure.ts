/**
 * How wide text is, and where it breaks.
 *
 * Nearly all text has one column per character and is measured by its length. The libraries for other text are loaded when
 * it first appears. Everything runs in linear time: a log line may be very long.
 */
export interface Measure {
  width(text: string): number;
  /** Lines of at most `columns`; words longer than a line are broken. */
  wrap(text: string, columns: number): string[];
  /** The beginning of the text, up to `columns`. */
  start(text: string, columns: number): string;
  /** At most `columns`. Longer text has its middle replaced by `ellipsis`, because names differ at either end. */
  shorten(text: string, columns: number, ellipsis: string): string;
}

/** True if each character takes one column in every terminal. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}

// Latin, dashes, quotes, ellipsis, four arrows, minus, comparisons, vertical lines, and the glyphs of our themes.
const NARROW =
  /^[\n\x20-\x7e\xa1-\xac\xae-\u024f\u2010-\u2027\u2190-\u2193\u2212\u2260\u2264\u2265\u2502\u2503\u250a\u256b\u25a0\u25c6\u2713\u2717]*$/;

/** Measures narrow text only. */
export const narrowMeasure: Measure = {
  width: (text) => text.length,
  wrap: (text, columns) => text.split('\n').flatMap((line) => breakLine(line, columns)),
  start: (text, columns) => text.slice(0, columns),
  shorten(text, columns, ellipsis) {
    if (text.length <= columns) return text;
    const [front, back] = halves(columns - ellipsis.length);
    return text.slice(0, front) + ellipsis + text.slice(text.length - back);
  },
};

function halves(columns: number): [front: number, back: number] {
  return [Math.ceil(columns / 2), Math.floor(columns / 2)];
}

/** The most UTF-16 units per column that are worth showing: emoji families, stacked accents. */
const LONGEST = 32;

/** Measures any text: wide, combining, emoji. */
export async function loadMeasure(): Promise<Measure> {
  const [{ default: stringWidth }, { wrapAnsi }] = await Promise.all([
    import('fast-string-width'),
    import('fast-wrap-ansi'),
  ]);
  const graphemes = new Intl.Segmenter();
  // Segment only as much of the text as may fit: segmenting is slow.
  const segmentsOf = (text: string) => Array.from(graphemes.segment(text), ({ segment }) => segment);
  const fitting = (segments: readonly string[], columns: number) => {
    let width = 0;
    const end = segments.findIndex((segment) => {
      width += stringWidth(segment);
      return width > columns;
    });
    return end === -1 ? segments : segments.slice(0, end);
  };
  const start = (text: string, columns: number) =>
    fitting(segmentsOf(text.slice(0, columns * LONGEST)), columns).join('');
  const end = (text: string, columns: number) =>
    fitting(segmentsOf(text.slice(-columns * LONGEST)).toReversed(), columns)
      .toReversed()
      .join('');

  return {
    width: (text) => (isNarrow(text) ? text.length : stringWidth(text)),
    wrap: (text, columns) =>
      isNarrow(text) ? narrowMeasure.wrap(text, columns) : wrapAnsi(text, columns, { hard: true }).split('\n'),
    start,
    shorten(text, columns, ellipsis) {
      if (text.length <= columns * LONGEST && stringWidth(text) <= columns) return text;
      const [front, back] = halves(columns - ellipsis.length);
      return start(text, front) + ellipsis + (back === 0 ? '' : end(text, back));
    },
  };
}

function breakLine(line: string, columns: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const space = rest.lastIndexOf(' ', columns);
    const end = space > 0 ? space : columns;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  lines.push(rest);
  return lines;
}
