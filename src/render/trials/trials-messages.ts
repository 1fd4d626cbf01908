/** The sentences of `trials`: plain English, no colours, no layout. What it refuses is in trials-refusals.ts. */
import type { ParamValue } from '../../events/facts.js';
import type { OwnDefaults } from '../../events/own-defaults.js';
import type { UndeclaredKind } from '../../events/trials-report.js';
import type { Environment } from '../json.js';

export const trialsMessages = {
  heads: {
    outcomes: ['outcome', 'samples', 'share', '', 'grade'],
    meaning: 'meaning',
    comparison: ['row', 'wrong', 'rate', '95 % interval', ''],
    searches: ['row', 'trials', 'found'],
    differences: ['difference', 'points', '95 % interval'],
  },
  headings: { comparison: 'All rows', warnings: 'Warnings' },
  labels: { batches: 'batches', overlap: 'overlap', took: 'took', load: 'load', hung: 'hung', next: 'Next' },
  hung: (outcome: string | null, trial: number, sentences: readonly string[]) =>
    `${outcome === null ? '' : `${outcome}, first in `}trial ${trial}. ${sentences.join('. ')}`,
  undeclared: 'no declared outcome',
  undeclaredMeaning: 'No outcome that the demo declares fits.',
  trial: (trial: number) => `trial ${trial}`,
  /** The lines beneath the reason. */
  undeclaredDetails: ({ at, count }: UndeclaredKind) => [
    ...(at === null ? [] : [`at ${at}`]),
    ...(count === 1 ? [] : [`${count} trials were of this kind.`]),
  ],
  none: 'none',
  param: (name: string, value: ParamValue, inRun?: ParamValue) =>
    `${name}=${value}${inRun === undefined ? '' : ` (run: ${inRun})`}`,
  start: (start: string) => `start ${start}`,
  variant: (variant: string) => `variant ${variant}`,
  defaults(defaults: OwnDefaults): string {
    const names = Object.entries(defaults).map(([name, { own, run }]) => `${name} ${own} (${run} in \`run\`)`);
    const clock = 'Pace: a sleep takes no time in trials.';
    return names.length === 0 ? clock : `Trials have defaults of their own: ${names.join(', ')}. ${clock}`;
  },
  onlyThreads: (demo: string) => `${demo} starts processes, and trials repeat what threads do.`,
  wrong: (outcome: string | null) => outcome ?? 'wrong',
  noTrials: 'No trial came to its end.',
  counted: (hits: number, trials: number) => `${hits} of ${trials}`,
  noneIn: (trials: number) => `none in ${trials}`,
  noneInAny: 'none in any',
  scale: (top: string) => `full height is ${top}`,
  noneBelow: (bound: string) => `rate below ${bound} (95 % confidence, rule of three)`,
  interval: (range: string, how: string) => `95 % interval ${range} (${how})`,
  method: {
    wilson: "Wilson's, of one batch",
    'wilson-batches': (batches: number, deff: string) => `Wilson's, over ${batches} batches; design effect ${deff}`,
  },
  found: (trial: number) => `found on trial ${trial}`,
  notFound: (trials: number) => `not found in ${trials} trials`,
  search: 'A search ends with its hits, so it has no rate.',
  overlap: (share: string) => `threads ran at the same time in ${share} of the trials`,
  noOverlap: (trials: number) => `threads ran at the same time in none of the ${trials} trials`,
  took: (seconds: number, trials: number) => `${seconds.toFixed(1)} s, ${pace(trials / seconds)} trials/s`,
  /** Load per core of the machine. */
  busy: (start: string, end: string) =>
    `the machine is busy: ${start} threads a core wanted to run at the start, ${end} at the end; an idle one may show another rate`,
  partial: 'Stopped before its end: this is what had been tried by then.',
  conditions: ({ node, cores }: Environment, seed: number) => [
    `${cores} ${cores === 1 ? 'core' : 'cores'}`,
    `Node ${node}`,
    `seed ${seed}`,
  ],
  minus: (row: string, from: string) => `${row} minus ${from}`,
  inTrial: (row: string, trial: number, because: string) => `${row}, trial ${trial}: ${because}`,

  /** What was asked for and not met; `row` is the row's whole name. */
  unmet: {
    row: (names: readonly string[], start: string) => `${names.join(' ')} (start ${start})`,
    expect: (row: string, outcome: string, others: number, trials: number) =>
      `${row} was expected to end as ${outcome} in all trials, and did not in ${others} of ${trials}.`,
    minRate: (row: string, hits: number, trials: number, bound: number) =>
      `${row}: ${hits} of ${trials} is less than --min-rate ${bound}.`,
    maxRate: (row: string, hits: number, trials: number, bound: number) =>
      `${row}: ${hits} of ${trials} is more than --max-rate ${bound}.`,
    minOverlap: (row: string, met: number, trials: number, bound: number) =>
      `${row}: threads ran at the same time in ${met} of ${trials}, less than --min-overlap ${bound}.`,
  },

  progress: {
    line: (row: string, parts: readonly string[]) => `${row}: ${parts.join(', ')}`,
    ready: 'getting ready',
    /** `planned` is infinite where the time decides. */
    done: (done: number, planned: number) => (planned === Infinity ? `${done} trials` : `${done} of ${planned} trials`),
    none: 'none so far',
    rate: (rate: string, interval: string) => `${rate} so far (${interval})`,
    left: (seconds: number, rowsLeft: number) =>
      `${seconds} s left${rowsLeft === 0 ? '' : ` of this row, then ${rowsLeft} more`}`,
  },
} as const;

function pace(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : String(Math.round(rate));
}
