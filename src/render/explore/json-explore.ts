import { EXPLORE_VERSION, type ExploreReport, type ExploreRow } from '../../events/explore-report.js';
import type { Environment } from '../json.js';
import { jsonText } from '../json-text.js';

/** The document that `--json` prints. */
export function exploreDocument({ rows, partial }: ExploreReport, environment: Environment): string {
  const document = { v: EXPLORE_VERSION, environment, ...(partial && { partial }), rows: rows.map(exploreEntry) };
  return `${jsonText(document, 2)}\n`;
}

/** A row for programs: with the bound only where there is one. */
export function exploreEntry({ name: _, preemptions, ...facts }: ExploreRow) {
  return { ...facts, ...(preemptions !== null && { preemptions }) };
}
