/** Which demos are to run, and how: all that can be wrong is found before the first starts. */
import type { Demo, Params } from '../session/demo.js';
import { nearest } from '../session/nearest.js';
import { readParams } from '../session/params.js';
import { demoNames, loadDemo } from '../session/registry.js';
import { UsageError } from '../session/usage-error.js';
import type { RunRequest } from './run-options.js';

export interface PlannedRun {
  readonly demo: Demo;
  /** What the demo was asked for by: its name, or its file's path. */
  readonly word: string;
  readonly variant: string | undefined;
  readonly params: Params;
}

/** Raises UsageError unless every demo can be loaded and declares what is asked of it. Gives up when aborted. */
export async function planRuns(
  words: readonly string[],
  request: Pick<RunRequest, 'variant' | 'params' | 'expect'>,
  signal?: AbortSignal,
): Promise<PlannedRun[]> {
  if (words.length === 0) {
    throw new UsageError('run needs the name of a demo, or the path of a file.', SEE_LIST);
  }
  const runs: PlannedRun[] = [];
  for (const word of words.flatMap((name) => (name === 'all' ? demoNames() : [name]))) {
    const demo = await loadDemo(word, signal);
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

const SEE_LIST = '`pyconc list` shows all demos.';

/** Raises UsageError unless the name is declared, if one is given. */
export async function refuseUndeclared(
  demo: Demo,
  what: 'variant' | 'outcome',
  name: string | undefined,
  declared: readonly string[],
): Promise<void> {
  if (name === undefined || declared.includes(name)) return;
  if (declared.length === 0) throw new UsageError(`${demo.name} has no ${what}s.`);
  const near = await nearest(name, declared);
  throw new UsageError(
    `${demo.name} has no ${what} "${name}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}It has: ${declared.join(', ')}`,
  );
}
