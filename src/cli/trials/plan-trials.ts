/** The rows of `trials`. All mistakes are found before the first trial. */

import type { StartLine } from '../../events/facts.js';
import { trialsRefusals } from '../../render/trials/trials-refusals.js';
import type { Demo, Params } from '../../session/demo.js';
import type { LoadLimits } from '../../session/import-demo.js';
import { readParams } from '../../session/params.js';
import { UserError } from '../../session/user-error.js';
import { forTrials } from '../../trials/for-trials.js';
import { rowNames } from '../../trials/row-names.js';
import { commandName } from '../command-name.js';
import { load } from '../load.js';
import { refuseUndeclared } from '../plan.js';
import { shellWord } from '../shell-word.js';
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
  const declared = Object.keys(demo.variants ?? {});
  const outcomes = demo.outcomes.map(({ name }) => name);
  for (const variant of request.variants) await refuseUndeclared(demo, 'variant', variant, declared);
  for (const outcome of [request.outcome, request.bounds.expect]) {
    await refuseUndeclared(demo, 'outcome', outcome, outcomes);
  }
  const variants = request.variants.length > 0 ? request.variants : [declared[0] ?? null];
  const scan = await readScan(demo, request.params);
  const rows = variants.flatMap((variant) =>
    scan.flatMap((params) => request.starts.map((start) => ({ variant, params, start }))),
  );
  const names = rowNames(rows);
  return { demo, rows: rows.map((row, index) => ({ name: names[index] ?? '', ...row })) };
}

/** The sets of parameters: one set, or one per value of the parameter that is scanned. */
async function readScan(demo: Demo, given: readonly string[]): Promise<Params[]> {
  const sets = given.map((text) => {
    const [first = '', ...others] = text.split(',');
    return [...new Set([first, ...others.map((value) => withNameOf(text, value))])];
  });
  const scans = sets.filter(({ length }) => length > 1);
  if (scans.length > 1) {
    const names = scans.map(([text = '']) => text.slice(0, text.indexOf('=')));
    const one = given.find((text) => text.includes(','));
    throw UserError.inWords(...trialsRefusals.severalScans(names, one));
  }
  const count = Math.max(1, ...sets.map(({ length }) => length));
  const tried = forTrials(demo);
  const choices = Array.from({ length: count }, (_, index) => sets.map((values) => values[index] ?? values[0] ?? ''));
  return Promise.all(choices.map((choice) => readParams(tried, choice)));
}

function withNameOf(text: string, value: string): string {
  return `${text.slice(0, text.indexOf('=') + 1)}${value}`;
}
