/** What a way to show trials is given, and what it does. */
import type { TrialsHead, TrialsReport, TrialsRow } from '../../events/trials-report.js';
import type { Environment } from '../json.js';
import type { Terminal, Write } from '../renderer.js';

export type TrialsFormat = 'pretty' | 'json' | 'ndjson' | 'csv' | 'markdown';

export interface TrialsRendererOptions {
  readonly format: TrialsFormat;
  /** A line a row; of the pretty format. */
  readonly quiet: boolean;
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly head: TrialsHead;
  /** A command to try next. */
  readonly next?: string;
  write: Write;
  /** Puts a whole document in the place of the last one, where that can be done. */
  replace?: Write;
}

export interface TrialsRenderer {
  /** A row has been tried; `soFar` is the report as it would be if this were the last. */
  row?(row: TrialsRow, soFar: TrialsReport): void;
  finish?(report: TrialsReport): void | Promise<void>;
}
