/** What a schedule asks for. All mistakes are found before it runs. */
import type { ReplayOptions } from '../../explore/replay.js';
import { parseSchedule } from '../../explore/schedule-string.js';
import { replayRefusals } from '../../render/replay/replay-refusals.js';
import { shellWord } from '../../render/shell-word.js';
import type { Demo } from '../../session/demo.js';
import type { LoadLimits } from '../../session/import-demo.js';
import { readParams } from '../../session/params.js';
import { UserError } from '../../session/user-error.js';
import { commandName } from '../command-name.js';
import { load } from '../load.js';
import { refuseUndeclared } from '../plan.js';

export interface PlannedReplay {
  readonly demo: Demo;
  readonly options: ReplayOptions;
}

/** Raises UserError unless the schedule can be read, and its demo declares what it names. Stops when aborted. */
export async function planReplay(text: string, limits?: LoadLimits): Promise<PlannedReplay> {
  const { demo: word, variant, seed, letters, check, params: given } = parseSchedule(text);
  const demo = await load(word, limits);
  if (demo.topic === 'processes') {
    throw UserError.inWords(...replayRefusals.onlyThreads(demo.name, `${commandName()} run ${shellWord(word)}`));
  }
  const variants = Object.keys(demo.variants ?? {});
  await refuseUndeclared(demo, 'variant', variant ?? undefined, variants);
  const params = await readParams(
    demo,
    Object.entries(given).map(([name, value]) => `${name}=${value}`),
  );
  return { demo, options: { text, word, variant: variant ?? variants[0] ?? null, params, seed, letters, check } };
}
