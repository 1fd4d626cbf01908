/** The options of `explore`, checked as far as possible without a demo. */
import { DEFAULT_MAX_SCHEDULES, DEFAULT_MAX_STEPS, DEFAULT_TIME } from '../../explore/explore-options.js';
import { MOST_STEPS } from '../../explore/schedule-string.js';
import { exploreRefusals } from '../../render/explore/explore-refusals.js';
import type { ExploreFormat } from '../../render/explore/explore-renderer.js';
import { UserError } from '../../session/user-error.js';
import { readNumber } from '../read-number.js';
import { listed, type RawResultsOptions, type ResultsOptions, readResultsOptions } from '../results-options.js';

/** Options as commander reads them. */
export interface RawExploreOptions extends RawResultsOptions<ExploreFormat> {
  readonly variant?: readonly string[];
  readonly param?: readonly string[];
  readonly preemptions?: string;
  readonly maxSchedules?: string;
  readonly time?: string;
  readonly maxSteps?: string;
  readonly seed?: string;
  readonly expect?: readonly string[];
  readonly arena?: string;
  readonly help?: boolean;
}

/** What is expected of every row: that an outcome is possible, or that it is proved to be impossible. */
export interface Expectation {
  readonly outcome: string;
  readonly isPossible: boolean;
}

export interface ExploreRequest extends ResultsOptions<ExploreFormat> {
  readonly variants: readonly string[];
  readonly params: readonly string[];
  readonly expectations: readonly Expectation[];
  readonly options: {
    readonly preemptions: number | undefined;
    readonly maxSchedules: number;
    readonly time: number;
    readonly maxSteps: number;
    readonly seed: number;
    readonly arena: number | undefined;
  };
}

const ENDINGS: Readonly<Record<string, ExploreFormat>> = { json: 'json', ndjson: 'ndjson', md: 'markdown' };

/** Raises UserError for a value that an option does not take, and for options that contradict each other. */
export function readExploreOptions(raw: RawExploreOptions): ExploreRequest {
  return {
    variants: listed(raw.variant),
    params: raw.param ?? [],
    expectations: readExpectations(raw.expect),
    ...readResultsOptions(raw, ENDINGS),
    options: {
      preemptions: readNumber('--preemptions', raw.preemptions, { min: 0, max: 1000, isWhole: true }),
      maxSchedules:
        readNumber('--max-schedules', raw.maxSchedules, { min: 1, max: 2 ** 31 - 1, isWhole: true }) ??
        DEFAULT_MAX_SCHEDULES,
      time: readNumber('--time', raw.time, { min: 0.001, max: 86_400, of: 'seconds' }) ?? DEFAULT_TIME,
      maxSteps:
        readNumber('--max-steps', raw.maxSteps, { min: 1, max: MOST_STEPS, isWhole: true }) ?? DEFAULT_MAX_STEPS,
      // Not a random one: what is proved for a seed should be proved again by the same command.
      seed: readNumber('--seed', raw.seed, { min: 0, max: 2 ** 32 - 1, isWhole: true }) ?? 0,
      arena: readNumber('--arena', raw.arena, { min: 1, max: 1024, isWhole: true, of: 'MiB' }),
    },
  };
}

function readExpectations(texts: readonly string[] = []): Expectation[] {
  const expectations = texts.map((text) => {
    const [, word, outcome = ''] = /^(possible|impossible):(.+)$/.exec(text) ?? [];
    if (word === undefined) throw UserError.inWords(...exploreRefusals.expectation(text));
    return { outcome, isPossible: word === 'possible' };
  });
  for (const { outcome, isPossible } of expectations) {
    const isContrary = expectations.some((other) => other.outcome === outcome && other.isPossible !== isPossible);
    if (isContrary) throw UserError.inWords(exploreRefusals.contrary(outcome));
  }
  return expectations;
}
