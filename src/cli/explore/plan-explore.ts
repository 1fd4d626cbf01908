/** The rows of `explore`. All mistakes are found before the first schedule. */
import { forExplore } from '../../explore/for-explore.js';
import { exploreRefusals } from '../../render/explore/explore-refusals.js';
import { shellWord } from '../../render/shell-word.js';
import type { Demo, Params } from '../../session/demo.js';
import type { LoadLimits } from '../../session/import-demo.js';
import { rowNames } from '../../session/row-names.js';
import { UserError } from '../../session/user-error.js';
import { commandName } from '../command-name.js';
import { load } from '../load.js';
import { refuseUndeclared } from '../plan.js';
import { variantsAndParams } from '../plan-rows.js';
import type { ExploreRequest } from './options.js';

interface PlannedRow {
  readonly name: string;
  readonly variant: string | null;
  readonly params: Params;
}

export interface PlannedExploring {
  readonly demo: Demo;
  readonly rows: readonly PlannedRow[];
}

/** Raises UserError unless the demo loads and declares what the command asks of it. Stops when aborted. */
export async function planExplore(
  words: readonly string[],
  request: Pick<ExploreRequest, 'variants' | 'params' | 'expectations'>,
  limits?: LoadLimits,
): Promise<PlannedExploring> {
  const [word, ...others] = words;
  if (word === undefined) throw UserError.inWords(...exploreRefusals.noDemoNamed(commandName()));
  if (others.length > 0) throw UserError.inWords(...exploreRefusals.severalDemos(commandName()));
  const demo = await load(word, limits);
  if (demo.topic === 'processes') {
    throw UserError.inWords(...exploreRefusals.onlyThreads(demo.name, `${commandName()} run ${shellWord(word)}`));
  }
  const outcomes = demo.outcomes.map(({ name }) => name);
  for (const { outcome } of request.expectations) await refuseUndeclared(demo, 'outcome', outcome, outcomes);
  const rows = await variantsAndParams(forExplore(demo), request);
  const names = rowNames(rows);
  return { demo, rows: rows.map((row, at) => ({ name: names[at] ?? '', ...row })) };
}
