/** Shares as bars, from glyphs or from ASCII. */
import type { Terminal } from '../renderer.js';

type Charset = Pick<Terminal, 'unicode'>;

/** A bar of up to `width` columns; what is not nothing has one column at least, and what is not all one too few. */
export function bar(share: number, width: number, { unicode }: Charset): string {
  const full = Math.round(Math.min(share, 1) * width);
  const columns = share > 0 && share < 1 ? Math.min(Math.max(full, 1), width - 1) : full;
  return (unicode ? '█' : '#').repeat(columns);
}

export interface Sparkline {
  readonly text: string;
  /** The share that is as high as the highest column; the lowest level is none. */
  readonly top: number;
}

/** A column for each share, from none to the highest of them: many small ones would else look all alike. */
export function sparkline(shares: readonly number[], width: number, { unicode }: Charset): Sparkline {
  const levels = unicode ? '▁▂▃▄▅▆▇█' : '_.:-=+*#';
  const columns = gathered(shares, width);
  const top = Math.max(...columns);
  const level = (share: number) =>
    top === 0 ? 0 : Math.min(Math.floor((share / top) * levels.length), levels.length - 1);
  return { text: columns.map((share) => levels[level(share)]).join(''), top };
}

/** At most so many: neighbours together as their mean. */
function gathered(shares: readonly number[], width: number): number[] {
  if (shares.length <= width) return [...shares];
  return Array.from({ length: width }, (_, at) => {
    const part = shares.slice(Math.floor((at * shares.length) / width), Math.floor(((at + 1) * shares.length) / width));
    return part.reduce((sum, share) => sum + share, 0) / part.length;
  });
}
