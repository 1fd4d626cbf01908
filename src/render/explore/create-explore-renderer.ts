/** The formats in which exploring is shown and saved. */
import { EXPLORE_VERSION } from '../../events/explore-report.js';
import { jsonText } from '../json-text.js';
import { rowByRow } from '../row-by-row.js';
import type { ExploreRenderer, ExploreRendererOptions } from './explore-renderer.js';
import { exploreDocument, exploreEntry } from './json-explore.js';
import { markdownHead, markdownRow } from './markdown-explore.js';

export async function createExploreRenderer(options: ExploreRendererOptions): Promise<ExploreRenderer> {
  const { format, quiet, environment, write, replace } = options;
  switch (format) {
    case 'json':
      return {
        row: (_, soFar) => replace?.(exploreDocument(soFar, environment)),
        finish: (report) => (replace ?? write)(exploreDocument(report, environment)),
      };
    case 'ndjson':
      return ndjson(options);
    case 'markdown':
      return rowByRow(write, markdownHead, markdownRow);
    case 'pretty': {
      const { prettyExplore, quietExplore } = await import('./pretty-explore.js');
      return (quiet ? quietExplore : prettyExplore)(options);
    }
  }
}

/** One line per row, between a start and an end. */
function ndjson({ head, environment, write }: ExploreRendererOptions): ExploreRenderer {
  const tell = (type: string, facts: object) => write(`${jsonText({ v: EXPLORE_VERSION, type, ...facts })}\n`);
  tell('explore.start', { environment, demo: head.demo, seed: head.seed });
  return {
    row: (row) => tell('row', exploreEntry(row)),
    finish: ({ partial }) => tell('explore.end', { partial }),
  };
}
