/** What `run` is asked for, checked as far as it can be without a demo. */
import type { StartLine } from '../events/run-event.js';
import type { Format } from '../render/create-renderer.js';
import { UsageError } from '../session/usage-error.js';
import type { ColorChoice } from './terminal.js';

/** Options as commander reads them. */
export interface RawRunOptions {
  readonly variant?: string;
  readonly param?: readonly string[];
  readonly speed?: string;
  readonly start: StartLine;
  readonly seed?: string;
  readonly timeout: string;
  readonly format?: Format;
  readonly json?: boolean;
  readonly trace: 'log' | 'ops';
  readonly color: ColorChoice;
  readonly ascii?: boolean;
  readonly quiet?: boolean;
  readonly expect?: string;
  readonly arena?: string;
  readonly help?: boolean;
}

export interface RunRequest {
  readonly variant: string | undefined;
  readonly params: readonly string[];
  readonly expect: string | undefined;
  readonly format: Format;
  readonly quiet: boolean;
  readonly color: ColorChoice;
  readonly ascii: boolean;
  readonly options: {
    readonly speed: number | 'max' | undefined;
    readonly start: StartLine;
    readonly seed: number | undefined;
    readonly timeout: number | undefined;
    readonly trace: 'log' | 'ops';
    readonly arena: number | undefined;
  };
}

/** Raises UsageError for a value that an option does not take, and for options that contradict each other. */
export function readRunOptions(raw: RawRunOptions): RunRequest {
  refuseContradictions(raw);
  const timeout = readNumber('--timeout', raw.timeout, { min: 0, of: 'seconds' }) ?? 0;
  return {
    variant: raw.variant,
    params: raw.param ?? [],
    expect: raw.expect,
    format: formatOf(raw),
    quiet: raw.quiet ?? false,
    color: raw.color,
    ascii: raw.ascii ?? false,
    options: {
      speed: raw.speed === 'max' ? 'max' : readSpeed(raw.speed),
      start: raw.start,
      seed: readNumber('--seed', raw.seed, { min: 0, max: 2 ** 32 - 1, isWhole: true }),
      timeout: timeout === 0 ? undefined : timeout,
      trace: raw.trace,
      arena: readNumber('--arena', raw.arena, { min: 1, max: 1024, isWhole: true, of: 'MiB' }),
    },
  };
}

function formatOf({ json, format = 'pretty' }: RawRunOptions): Format {
  return json ? 'json' : format;
}

function refuseContradictions(raw: RawRunOptions): void {
  const { json, quiet, trace } = raw;
  const format = formatOf(raw);
  const flag = json ? '--json' : `--format ${format}`;
  if (json && raw.format !== undefined && raw.format !== 'json') {
    throw new UsageError(`--json and --format ${raw.format} contradict each other: choose one.`);
  }
  if (quiet && format !== 'pretty') {
    throw new UsageError(`-q and ${flag} contradict each other: -q prints a line of text, ${flag} is for programs.`);
  }
  if (quiet && trace === 'ops') {
    throw new UsageError(
      '-q and --trace ops contradict each other: -q prints the outcome only, --trace ops every operation.',
    );
  }
  if (format === 'json' && trace === 'ops') {
    throw new UsageError(
      `${flag} and --trace ops contradict each other: the JSON document has no operations in it.`,
      'With --format ndjson every operation is a line.',
    );
  }
}

function readSpeed(text: string | undefined): number | undefined {
  const speed = text === undefined ? undefined : numberIn(text);
  if (speed === undefined || (speed > 0 && speed < Number.POSITIVE_INFINITY)) return speed;
  throw new UsageError(`--speed takes a number above 0, or max, not "${text}".`);
}

interface Bounds {
  readonly min: number;
  readonly max?: number;
  readonly isWhole?: boolean;
  readonly of?: string;
}

function readNumber(option: string, text: string | undefined, bounds: Bounds): number | undefined {
  if (text === undefined) return undefined;
  const { min, max = Number.MAX_SAFE_INTEGER, isWhole = false } = bounds;
  const value = numberIn(text);
  if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return value;
  throw new UsageError(`${option} takes ${described(bounds)}, not "${text}".`);
}

/** NaN for what is no number; a text such as `Infinity` or `0x10` is none. */
function numberIn(text: string): number {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function described({ min, max, isWhole, of }: Bounds): string {
  const what = isWhole ? 'a whole number' : 'a number';
  const range = max === undefined ? `of ${min} or more` : `from ${min} to ${max}`;
  return of === undefined ? `${what} ${range}` : `${what} of ${of}, ${range.replace(/^of /, '')}`;
}
