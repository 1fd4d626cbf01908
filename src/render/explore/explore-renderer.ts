/** The interface of the formats for exploring. */
import type { ExploreReport, ExploreRow } from '../../events/explore-report.js';
import type { OwnDefaults } from '../../events/own-defaults.js';
import type { Environment } from '../json.js';
import type { Terminal, Write } from '../renderer.js';

export type ExploreFormat = 'pretty' | 'json' | 'ndjson' | 'markdown';

/** What is known before the first schedule. */
export interface ExploreHead {
  readonly demo: string;
  readonly seed: number;
  /** The parameters whose defaults differ from those of `run`. */
  readonly ownDefaults: OwnDefaults;
}

export interface ExploreRendererOptions {
  readonly format: ExploreFormat;
  /** One line per row; pretty format only. */
  readonly quiet: boolean;
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly head: ExploreHead;
  /** How pyconc is called, for the command that replays. */
  readonly command: string;
  /** A command to try next. */
  readonly next?: string;
  /** The source line at a place; null if it cannot be read. */
  sourceOf(at: string): string | null;
  write: Write;
  /** Replaces the last document; undefined if the output cannot be rewritten. */
  replace?: Write;
}

export interface ExploreRenderer {
  /** A row is done; `soFar` is the report as if this row were the last. */
  row?(row: ExploreRow, soFar: ExploreReport): void;
  finish?(report: ExploreReport): void | Promise<void>;
}
