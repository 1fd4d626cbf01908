/** The options of `trials`, checked as far as possible without a demo. */

import type { StartLine } from '../../events/facts.js';
import { trialsRefusals } from '../../render/trials/trials-refusals.js';
import type { TrialsFormat } from '../../render/trials/trials-renderer.js';
import { UserError } from '../../session/user-error.js';
import { type Division, divide } from '../../trials/division.js';
import { ChoiceError } from '../choice.js';
import { readNumber } from '../read-number.js';
import { listed, type RawResultsOptions, type ResultsOptions, readResultsOptions } from '../results-options.js';

/** Options as commander reads them. */
export interface RawTrialsOptions extends RawResultsOptions<TrialsFormat> {
  readonly trials?: string;
  readonly time?: string;
  readonly batches?: string;
  readonly variant?: readonly string[];
  readonly param?: readonly string[];
  readonly start?: readonly string[];
  readonly seed?: string;
  readonly stopAfter?: string;
  readonly outcome?: string;
  readonly expect?: string;
  readonly minRate?: string;
  readonly maxRate?: string;
  readonly minOverlap?: string;
  readonly timeout: string;
  readonly arena?: string;
  readonly help?: boolean;
}

export interface TrialsRequest extends ResultsOptions<TrialsFormat> {
  readonly variants: readonly string[];
  readonly params: readonly string[];
  readonly starts: readonly StartLine[];
  readonly outcome: string | undefined;
  readonly bounds: RateBounds;
  readonly options: Division & {
    readonly trials: number;
    readonly time: number;
    readonly seed: number;
    readonly stopAfter: number | undefined;
    readonly timeout: number | undefined;
    readonly arena: number | undefined;
  };
}

/** Bounds that every row must meet. */
export interface RateBounds {
  readonly expect?: string;
  readonly minRate?: number;
  readonly maxRate?: number;
  /** The least share of trials in which threads ran at the same time. */
  readonly minOverlap?: number;
}

const DEFAULT_TRIALS = 1000;
const START_LINES: readonly StartLine[] = ['aligned', 'together', 'free'];
const ENDINGS: Readonly<Record<string, TrialsFormat>> = { json: 'json', ndjson: 'ndjson', csv: 'csv', md: 'markdown' };

/** Raises UserError for a value that an option does not take, and for options that contradict each other. */
export function readTrialsOptions(raw: RawTrialsOptions): TrialsRequest {
  const results = readResultsOptions(raw, ENDINGS);
  refuseRates(raw);
  const timeout = readNumber('--timeout', raw.timeout, { min: 0, of: 'seconds' }) ?? 0;
  const time = readNumber('--time', raw.time, { min: 0.001, max: 86_400, of: 'seconds' });
  const asked = readNumber('-n', raw.trials, { min: 1, max: 2 ** 31 - 1, isWhole: true });
  const trials = asked ?? (time === undefined ? DEFAULT_TRIALS : Infinity);
  const batches = readNumber('--batches', raw.batches, { min: 1, max: 10_000, isWhole: true });
  if (batches !== undefined && batches > trials) {
    throw UserError.inWords(...trialsRefusals.tooManyBatches(batches));
  }
  return {
    variants: listed(raw.variant),
    params: raw.param ?? [],
    starts: readStarts(raw.start),
    outcome: raw.outcome,
    bounds: readBounds(raw),
    ...results,
    options: {
      trials,
      time: time ?? Infinity,
      ...divide(trials, time ?? Infinity, batches),
      seed: readNumber('--seed', raw.seed, { min: 0, max: 2 ** 32 - 1, isWhole: true }) ?? randomSeed(),
      stopAfter: readNumber('--stop-after', raw.stopAfter, { min: 1, isWhole: true, of: 'hits' }),
      timeout: timeout === 0 ? undefined : timeout,
      arena: readNumber('--arena', raw.arena, { min: 1, max: 1024, isWhole: true, of: 'MiB' }),
    },
  };
}

function refuseRates({ stopAfter, minRate, maxRate }: RawTrialsOptions): void {
  const bound = minRate === undefined ? '--max-rate' : '--min-rate';
  if (stopAfter !== undefined && (minRate ?? maxRate) !== undefined) {
    throw UserError.inWords(...trialsRefusals.noRate(bound));
  }
}

function readStarts(texts: readonly string[] | undefined): StartLine[] {
  const starts = listed(texts ?? ['together']);
  for (const start of starts) {
    if (START_LINES.includes(start as StartLine)) continue;
    throw new ChoiceError('--start', start, START_LINES, trialsRefusals.severalStarts);
  }
  return starts as StartLine[];
}

function readBounds({ expect, minRate, maxRate, minOverlap }: RawTrialsOptions): RateBounds {
  const bounds = {
    expect,
    minRate: readRate('--min-rate', minRate),
    maxRate: readRate('--max-rate', maxRate),
    minOverlap: readRate('--min-overlap', minOverlap),
  };
  if (bounds.minRate !== undefined && bounds.maxRate !== undefined && bounds.minRate > bounds.maxRate) {
    throw UserError.inWords(trialsRefusals.noRateBetween(minRate, maxRate));
  }
  return bounds;
}

function readRate(option: string, text: string | undefined): number | undefined {
  const percent = text?.endsWith('%')
    ? readNumber(option, text.slice(0, -1), { min: 0, max: 100, of: 'percent' })
    : undefined;
  return percent === undefined ? readNumber(option, text, { min: 0, max: 1 }) : percent / 100;
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
