/** How trials can be shown, and saved. */
import { TRIALS_VERSION, type TrialsHead, type TrialsReport, type TrialsRow } from '../../events/trials-report.js';
import type { Environment } from '../json.js';
import { jsonText } from '../json-text.js';
import type { Terminal, Write } from '../renderer.js';
import { csvHead, csvRow } from './csv-trials.js';
import { rowEntry, trialsDocument } from './json-trials.js';
import { markdownHead, markdownRow } from './markdown-trials.js';

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

export async function createTrialsRenderer(options: TrialsRendererOptions): Promise<TrialsRenderer> {
  const { format, quiet, head, environment, write, replace } = options;
  switch (format) {
    case 'json':
      return {
        row: (_, soFar) => replace?.(trialsDocument(soFar, head, environment)),
        finish: (report) => (replace ?? write)(trialsDocument(report, head, environment)),
      };
    case 'ndjson':
      return ndjson(options);
    case 'csv':
      return rowByRow(write, csvHead, csvRow);
    case 'markdown':
      return rowByRow(
        write,
        (row) => markdownHead(row, head),
        (row) => markdownRow(row, head),
      );
    case 'pretty': {
      const { prettyTrials, quietTrials } = await import('./pretty-trials.js');
      return (quiet ? quietTrials : prettyTrials)(options);
    }
  }
}

/** Lines of `type` row, then warnings, then the end. */
function ndjson({ head, environment, write }: TrialsRendererOptions): TrialsRenderer {
  const tell = (type: string, facts: object) => write(`${jsonText({ v: TRIALS_VERSION, type, ...facts })}\n`);
  const { demo, outcome, seed } = head;
  tell('trials.start', { environment, demo, outcome, seed });
  return {
    row: (row, { rows }) => tell('row', rowEntry(row, rows.length - 1)),
    finish({ differences, warnings, partial }) {
      for (const difference of differences) tell('difference', difference);
      for (const warning of warnings) tell('warning', warning);
      tell('trials.end', { partial });
    },
  };
}

function rowByRow(write: Write, head: (row: TrialsRow) => string, line: (row: TrialsRow) => string): TrialsRenderer {
  let hasHead = false;
  return {
    row(row) {
      write(`${hasHead ? '' : head(row)}${line(row)}`);
      hasHead = true;
    },
  };
}
