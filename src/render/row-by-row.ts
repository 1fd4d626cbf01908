import type { Write } from './renderer.js';

/** A format of one text per row, with a head before the first. */
export function rowByRow<Row>(write: Write, head: (row: Row) => string, line: (row: Row) => string) {
  let hasHead = false;
  return {
    row(row: Row): void {
      write(`${hasHead ? '' : head(row)}${line(row)}`);
      hasHead = true;
    },
  };
}
