/** Shares as bars, in glyphs or ASCII. */
import type { Terminal } from '../renderer.js';

type Charset = Pick<Terminal, 'unicode'>;

/** A bar of up to `width` columns. A share above 0 fills at least one column, a share below 1 leaves one free. */
export function bar(share: number, width: number, { unicode }: Charset): string {
  const full = Math.round(Math.min(share, 1) * width);
  const columns = share > 0 && share < 1 ? Math.min(Math.max(full, 1), width - 1) : full;
  return (unicode ? '█' : '#').repeat(columns);
}

export interface Sparkline {
  readonly text: string;
  /** The share that the highest column stands for; the lowest level is 0. */
  readonly top: number;
}

/** One column per share, scaled to the highest share: otherwise many small shares would look alike. */
export function sparkline(shares: readonly number[], width: number, { unicode }: Charset): Sparkline {
  const levels = unicode ? '▁▂▃▄▅▆▇█' : '_.:-=+*#';
  const columns = gathered(shares, width);
  const top = Math.max(...columns);
  const level = (share: number) =>
    top === 0 ? 0 : Math.min(Math.floor((share / top) * levels.length), levels.length - 1);
  return { text: columns.map((share) => levels[level(share)]).join(''), top };
}

/** At most `width` values: neighbours are merged into their mean. */
function gathered(shares: readonly number[], width: number): number[] {
  if (shares.length <= width) return [...shares];
  return Array.from({ length: width }, (_, index) => {
    const part = shares.slice(
      Math.floor((index * shares.length) / width),
      Math.floor(((index + 1) * shares.length) / width),
    );
    return part.reduce((sum, share) => sum + share, 0) / part.length;
  });
}
