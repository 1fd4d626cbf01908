/** The rows of `trials`. All mistakes are found before the first trial. */

import type { StartLine } from '../../events/facts.js';
import { shellWord } from '../../render/shell-word.js';
import { trialsRefusals } from '../../render/trials/trials-refusals.js';
import type { Demo, Params } from '../../session/demo.js';
import type { LoadLimits } from '../../session/import-demo.js';
import { rowNames } from '../../session/row-names.js';
import { UserError } from '../../session/user-error.js';
import { forTrials } from '../../trials/for-trials.js';
import { commandName } from '../command-name.js';
import { load } from '../load.js';
import { refuseUndeclared } from '../plan.js';
import { variantsAndParams } from '../plan-rows.js';
import type { TrialsRequest } from './options.js';

interface PlannedRow {
  readonly name: string;
  readonly variant: string | null;
  readonly params: Params;
  readonly start: StartLine;
}

export interface PlannedTrials {
  readonly demo: Demo;
  readonly rows: readonly PlannedRow[];
}

/** Raises UserError unless the demo loads and declares what the command asks of it. Stops when aborted. */
export async function planTrials(
  words: readonly string[],
  request: TrialsRequest,
  limits?: LoadLimits,
): Promise<PlannedTrials> {
  const [word, ...others] = words;
  if (word === undefined) throw UserError.inWords(...trialsRefusals.noDemoNamed(commandName()));
  if (others.length > 0) throw UserError.inWords(...trialsRefusals.severalDemos(commandName()));
  const demo = await load(word, limits);
  if (demo.topic === 'processes') {
    throw UserError.inWords(...trialsRefusals.onlyThreads(demo.name, `${commandName()} run ${shellWord(word)}`));
  }
  const outcomes = demo.outcomes.map(({ name }) => name);
  const choices = await variantsAndParams(forTrials(demo), request);
  for (const outcome of [request.outcome, request.bounds.expect]) {
    await refuseUndeclared(demo, 'outcome', outcome, outcomes);
  }
  const rows = choices.flatMap((choice) => request.starts.map((start) => ({ ...choice, start })));
  const names = rowNames(rows);
  return { demo, rows: rows.map((row, index) => ({ name: names[index] ?? '', ...row })) };
}
