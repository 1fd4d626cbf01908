/** The formats in which trials are shown and saved. */
import { TRIALS_VERSION } from '../../events/trials-report.js';
import { jsonText } from '../json-text.js';
import { rowByRow } from '../row-by-row.js';
import { csvHead, csvRow } from './csv-trials.js';
import { rowEntry, trialsDocument } from './json-trials.js';
import { markdownHead, markdownRow } from './markdown-trials.js';
import type { TrialsRenderer, TrialsRendererOptions } from './trials-renderer.js';

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

/** One line per row, then the warnings, then the end. */
function ndjson({ head, environment, write }: TrialsRendererOptions): TrialsRenderer {
  const writeEntry = (type: string, facts: object) => write(`${jsonText({ v: TRIALS_VERSION, type, ...facts })}\n`);
  const { demo, outcome, seed } = head;
  writeEntry('trials.start', { environment, demo, outcome, seed });
  return {
    row: (row, { rows }) => writeEntry('row', rowEntry(row, rows.length - 1)),
    finish({ differences, warnings, partial }) {
      for (const difference of differences) writeEntry('difference', difference);
      for (const warning of warnings) writeEntry('warning', warning);
      writeEntry('trials.end', { partial });
    },
  };
}
