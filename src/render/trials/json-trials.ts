import { TRIALS_VERSION, type TrialsHead, type TrialsReport, type TrialsRow } from '../../events/trials-report.js';
import type { Environment } from '../json.js';
import { jsonText } from '../json-text.js';

/** The document that `--json` prints. */
export function trialsDocument(report: TrialsReport, head: TrialsHead, environment: Environment): string {
  const { rows, differences, warnings, partial } = report;
  const starts = new Set(rows.map(({ start }) => start));
  const document = {
    v: TRIALS_VERSION,
    environment,
    demo: head.demo,
    outcome: head.outcome,
    seed: head.seed,
    // If rows differ in it, each row has its own.
    start: starts.size === 1 ? rows[0]?.start : null,
    ...(partial && { partial }),
    rows: rows.map(rowEntry),
    differences,
    warnings,
  };
  return `${jsonText(document, 2)}\n`;
}

/** A row for programs, with its index, which differences and warnings refer to. */
export function rowEntry({ demo: _, name: __, partial, ...facts }: TrialsRow, position: number) {
  return { row: position, ...facts, ...(partial && { partial }) };
}
