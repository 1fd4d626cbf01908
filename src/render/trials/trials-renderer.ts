/** The interface of the formats for trials. */
import type { TrialsHead, TrialsReport, TrialsRow } from '../../events/trials-report.js';
import type { Environment } from '../json.js';
import type { Terminal, Write } from '../renderer.js';

export type TrialsFormat = 'pretty' | 'json' | 'ndjson' | 'csv' | 'markdown';

export interface TrialsRendererOptions {
  readonly format: TrialsFormat;
  /** One line per row; pretty format only. */
  readonly quiet: boolean;
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly head: TrialsHead;
  /** A command to try next. */
  readonly next?: string;
  write: Write;
  /** Replaces the last document; undefined if the output cannot be rewritten. */
  replace?: Write;
}

export interface TrialsRenderer {
  /** A row is done; `soFar` is the report as if this row were the last. */
  row?(row: TrialsRow, soFar: TrialsReport): void;
  finish?(report: TrialsReport): void | Promise<void>;
}
