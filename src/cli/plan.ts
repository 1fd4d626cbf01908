/** Which demos run, and how. All mistakes are found before the first demo starts. */

import { refusals } from '../render/refusals.js';
import type { Demo, Params } from '../session/demo.js';
import type { LoadLimits } from '../session/import-demo.js';
import { nearest } from '../session/nearest.js';
import { readParams } from '../session/params.js';
import { demoNames } from '../session/registry.js';
import { UserError } from '../session/user-error.js';
import { commandName } from './command-name.js';
import { load } from './load.js';

export interface PlannedRun {
  readonly demo: Demo;
  /** The word that named the demo: its name, or the path of its file. */
  readonly word: string;
  readonly variant: string | undefined;
  readonly params: Params;
}

/** What the command asks of each demo; each must declare it. */
interface Asked {
  readonly variant: string | undefined;
  readonly params: readonly string[];
  readonly expect: string | undefined;
}

/** Raises UserError unless every demo loads and declares what the command asks of it. Stops when aborted. */
export async function planRuns(words: readonly string[], request: Asked, limits?: LoadLimits): Promise<PlannedRun[]> {
  if (words.length === 0) throw UserError.inWords(...refusals.noDemoNamed(commandName()));
  const runs: PlannedRun[] = [];
  for (const word of words.flatMap((name) => (name === 'all' ? demoNames() : [name]))) {
    const demo = await load(word, limits);
    await refuseUndeclared(demo, 'variant', request.variant, Object.keys(demo.variants ?? {}));
    await refuseUndeclared(
      demo,
      'outcome',
      request.expect,
      demo.outcomes.map(({ name }) => name),
    );
    const params = await readParams(demo, request.params);
    runs.push({ demo, word, variant: request.variant, params });
  }
  return runs;
}

/** Raises UserError if a name is given and the demo does not declare it. */
export async function refuseUndeclared(
  demo: Demo,
  what: 'variant' | 'outcome',
  name: string | undefined,
  declared: readonly string[],
): Promise<void> {
  if (name === undefined || declared.includes(name)) return;
  throw UserError.inWords(...refusals.undeclared(demo.name, what, name, declared, await nearest(name, declared)));
}
