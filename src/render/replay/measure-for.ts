import type { ReplayReport } from '../../events/replay-report.js';
import { isNarrow, loadMeasure, type Measure, narrowMeasure } from '../measure.js';

/** Loads the library for wide characters only if a replay has any. */
export async function measureFor({ story }: ReplayReport): Promise<Measure> {
  const texts = [
    ...(story?.threads.map(({ name }) => name) ?? []),
    ...(story?.steps.flatMap(({ object, logs }) => [object ?? '', ...logs]) ?? []),
  ];
  return texts.every(isNarrow) ? narrowMeasure : loadMeasure();
}
