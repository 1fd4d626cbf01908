/** Warnings about figures, as data: each names the flag that would help. */
import type { TrialsRow, TrialsWarning } from '../events/trials-report.js';
import { titleOf } from '../session/row-names.js';
import { DEFAULT_BATCHES } from './division.js';
import { upperBoundOfNone } from './statistics.js';

export interface WarningContext {
  /** Cores of the machine. */
  readonly cores: number;
  /** Bounds that the rate is compared with. */
  readonly minRate?: number;
  readonly maxRate?: number;
}

/** One warning of a kind: if several rows have it, it is about the first and names the others. */
export function warningsFor(rows: readonly TrialsRow[], context: WarningContext): TrialsWarning[] {
  const found: TrialsWarning[] = [];
  if (context.cores === 1) found.push(ONE_CORE);
  for (const [code, examine] of Object.entries(EXAMINATIONS)) {
    const messages = rows.map((row) => examine(row, context));
    const concerned = rows.flatMap((_, index) => (messages[index] === undefined ? [] : [index]));
    const [first, ...others] = concerned;
    if (first === undefined) continue;
    const names = others.map((index) => rows[index]?.name ?? '');
    found.push({ code, message: `${messages[first]}${names.length === 0 ? '' : sameHolds(names)}`, rows: concerned });
  }
  return found;
}

function sameHolds(names: readonly string[]): string {
  const named = names.length > MOST_NAMES + 1 ? names.slice(0, MOST_NAMES) : names;
  const left = names.length - named.length;
  return ` (The same holds for ${named.join('; ')}${left === 0 ? '' : `; and ${left} more of the rows`}.)`;
}

/** If more rows than this and one have it, not all are named. */
const MOST_NAMES = 4;

const ONE_CORE: TrialsWarning = {
  code: 'one-core',
  rows: null,
  message:
    'This machine has one core: threads take turns on it and races show less often. `--start aligned` shows whether it can fail at all.',
};

/** With fewer batches, the spread between them is not known well enough to be of use. */
const FEWEST_BATCHES = 5;
/** With fewer trials than this in a row, its interval is too wide. */
const FEWEST_TRIALS = 30;
/** From this value on, a trial's batch says more about its outcome than chance does. */
const GREAT_DEFF = 5;
/** If threads meet in a smaller share of the trials, most trials tried nothing. */
const SMALL_OVERLAP = 0.1;

type Examination = (row: TrialsRow, context: WarningContext) => string | undefined;

const EXAMINATIONS: Readonly<Record<string, Examination>> = {
  'few-trials'(row) {
    if (row.rate === null || row.partial || row.trials >= FEWEST_TRIALS) return undefined;
    return `${titleOf(row)} has ${plural(row.trials, 'trial')} only, so its interval is wide: try \`-n 1000\`, or a longer \`--time\`.`;
  },

  'few-batches'(row) {
    const { length } = row.batches;
    if (row.rate === null || row.partial || row.trials < FEWEST_TRIALS || length >= FEWEST_BATCHES) return undefined;
    const few = `${titleOf(row)} was tried in ${plural(length, 'batch', 'batches')} only, and trials in one process are not independent`;
    return `${few}: try \`--batches ${DEFAULT_BATCHES}\`, with more time for it if there is a \`--time\`.`;
  },

  'depends-on-batch'(row) {
    const { deff } = row;
    if (deff === null || deff < GREAT_DEFF || row.partial) return undefined;
    const spread = `The rate of ${titleOf(row)} depends on the batch (design effect ${deff.toFixed(1)})`;
    return `${spread}: more trials in a batch tell little, more batches do. Try \`--batches ${Math.max(DEFAULT_BATCHES, 2 * row.batches.length)}\`.`;
  },

  'no-overlap'(row) {
    if (row.overlap === null || row.overlap >= SMALL_OVERLAP) return undefined;
    const name = titleOf(row);
    if (row.threads < 2)
      return `${name} starts ${row.threads === 0 ? 'no thread' : 'one thread only'}: there are no two that could meet.`;
    if (row.sequential === 1) {
      return `Threads of ${name} never ran at the same time: each was joined before the next was started. Start all of them, and join them then.`;
    }
    const share = row.overlap === 0 ? 'none' : `${(row.overlap * 100).toFixed(1)} %`;
    const finding = `Threads of ${name} ran at the same time in ${share} of the trials, so a race had hardly a chance`;
    const remedy = remedyFor(row);
    return `${finding}${remedy === undefined ? '' : `: ${remedy}`}.`;
  },

  'too-few-for-max-rate'({ trials, hits, rate, interval, ...row }, { maxRate }) {
    if (maxRate === undefined || rate === null || interval === null || rate > maxRate || maxRate === 0)
      return undefined;
    const upper = hits === 0 ? upperBoundOfNone(trials) : interval[1];
    if (upper <= maxRate) return undefined;
    const finding = `${hits} of ${trials} trials of ${titleOf(row)} cannot tell a rate below ${maxRate} from one of ${upper.toPrecision(2)}`;
    return `${finding}: try \`-n ${roundUp(Math.max(3 / maxRate, trials * (upper / maxRate) ** 2))}\`.`;
  },

  'too-few-for-min-rate'({ trials, hits, rate, interval, ...row }, { minRate }) {
    if (minRate === undefined || rate === null || interval === null || rate < minRate || minRate === 0)
      return undefined;
    if (interval[0] >= minRate || hits === trials) return undefined;
    const finding = `${hits} of ${trials} trials of ${titleOf(row)} cannot tell a rate above ${minRate} from one of ${interval[0].toPrecision(2)}`;
    return `${finding}: try \`-n ${roundUp(trials * 4)}\`.`;
  },
};

/** What to try: another start line, or more of what the demo takes a number of. */
function remedyFor({ start, params }: TrialsRow): string | undefined {
  if (start !== 'aligned') return 'try `--start aligned`';
  const number = Object.entries(params).find(([, value]) => typeof value === 'number');
  return number && `try a larger \`--param ${number[0]}\``;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Rounds up to one digit: 3461 becomes 4000. */
function roundUp(count: number): number {
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(count)));
  return Math.ceil(count / digit) * digit;
}
