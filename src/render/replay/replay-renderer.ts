/** The interface of the formats for a replay. */
import type { ReplayReport } from '../../events/replay-report.js';
import type { Environment } from '../json.js';
import type { Measure } from '../measure.js';
import type { Terminal, Write } from '../renderer.js';
import type { Theme } from '../theme.js';

export type ReplayFormat = 'pretty' | 'json' | 'ndjson' | 'markdown';

export interface ReplayRendererOptions {
  readonly format: ReplayFormat;
  /** One line; pretty format only. */
  readonly quiet: boolean;
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** How pyconc is called, for the command that replays all steps. */
  readonly command: string;
  /** The source line at a place; null if it cannot be read. */
  sourceOf(at: string): string | null;
  write: Write;
}

/** Writes a replay that is over. */
export type RenderReplay = (report: ReplayReport) => Promise<void>;

/** What the parts of a page need to know beside the replay. */
export interface ReplaySurroundings extends Pick<ReplayRendererOptions, 'terminal' | 'command' | 'sourceOf'> {
  readonly theme: Theme;
  readonly measure: Measure;
}
