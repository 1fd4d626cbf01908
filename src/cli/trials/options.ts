/** The options of `trials`, checked as far as possible without a demo. */

import type { StartLine } from '../../events/facts.js';
import { refusals } from '../../render/refusals.js';
import { trialsRefusals } from '../../render/trials/trials-refusals.js';
import type { TrialsFormat } from '../../render/trials/trials-renderer.js';
import { UserError } from '../../session/user-error.js';
import { type Division, divide } from '../../trials/division.js';
import { ChoiceError } from '../choice.js';
import { readNumber } from '../read-number.js';
import type { ColorChoice } from '../terminal/terminal.js';

/** Options as commander reads them. */
export interface RawTrialsOptions {
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
  readonly format?: TrialsFormat;
  readonly json?: boolean;
  readonly output?: string;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
  readonly ascii?: boolean;
  readonly arena?: string;
  readonly help?: boolean;
}

export interface TrialsRequest {
  readonly variants: readonly string[];
  readonly params: readonly string[];
  readonly starts: readonly StartLine[];
  readonly outcome: string | undefined;
  readonly bounds: RateBounds;
  readonly format: TrialsFormat;
  /** A file for the results. */
  readonly file: { readonly path: string; readonly format: TrialsFormat } | undefined;
  readonly quiet: boolean;
  readonly color: ColorChoice;
  readonly ascii: boolean;
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
  refuseContradictions(raw);
  const timeout = readNumber('--timeout', raw.timeout, { min: 0, of: 'seconds' }) ?? 0;
  const time = readNumber('--time', raw.time, { min: 0.001, max: 86_400, of: 'seconds' });
  const asked = readNumber('-n', raw.trials, { min: 1, max: 2 ** 31 - 1, isWhole: true });
  const trials = asked ?? (time === undefined ? DEFAULT_TRIALS : Infinity);
  const batches = readNumber('--batches', raw.batches, { min: 1, max: 10_000, isWhole: true });
  if (batches !== undefined && batches > trials) {
    throw UserError.inWords(...trialsRefusals.tooManyBatches(batches));
  }
  const format = raw.json ? 'json' : (raw.format ?? 'pretty');
  return {
    variants: listed(raw.variant),
    params: raw.param ?? [],
    starts: readStarts(raw.start),
    outcome: raw.outcome,
    bounds: readBounds(raw),
    // With -o the file gets the format, and the terminal the table.
    format: raw.output === undefined ? format : 'pretty',
    file: raw.output === undefined ? undefined : { path: raw.output, format: fileFormat(raw, raw.output) },
    quiet: raw.quiet ?? false,
    color: raw.color,
    ascii: raw.ascii ?? false,
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

/** The values of an option that may be repeated and may list several values, separated by commas. */
function listed(texts: readonly string[] = []): string[] {
  const values = texts.flatMap((text) => text.split(',')).map((text) => text.trim());
  return [...new Set(values)];
}

function refuseContradictions({ json, format, quiet, output, stopAfter, minRate, maxRate }: RawTrialsOptions): void {
  if (json && format !== undefined && format !== 'json') {
    throw UserError.inWords(refusals.twoFormats(format));
  }
  const flag = json ? '--json' : `--format ${format}`;
  if (quiet && output === undefined && flag !== '--format pretty' && (json || format !== undefined)) {
    throw UserError.inWords(...trialsRefusals.quietFormat(flag));
  }
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

function fileFormat({ json, format }: RawTrialsOptions, path: string): TrialsFormat {
  if (json) return 'json';
  return format ?? ENDINGS[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'pretty';
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
