/** Explores one row. */
import type { ExploreRow } from '../events/explore-report.js';
import type { Demo } from '../session/demo.js';
import type { ExploreOptions } from './explore-options.js';

export async function exploreRow(_demo: Demo, _options: ExploreOptions): Promise<ExploreRow> {
  throw new Error('not there yet');
}
