/**
 * The sentences of `explore`: plain English, no colours, no layout. What may be claimed, and when, is in docs/explore.md; what
 * it refuses is in explore-refusals.ts.
 */
import type { Coverage } from '../../events/explore-report.js';
import type { ParamValue } from '../../events/facts.js';
import type { OwnDefaults } from '../../events/own-defaults.js';

export const exploreMessages = {
  title: 'explore',
  bound,
  variant: (variant: string) => `variant ${variant}`,
  param: (name: string, value: ParamValue, inRun?: ParamValue) =>
    `${name}=${value}${inRun === undefined ? '' : ` (run: ${inRun})`}`,
  heads: {
    outcome: 'outcome',
    interleavings: 'interleavings',
    soFar: 'found so far',
    classes: 'classes',
    grade: 'grade',
    way: 'shortest way there',
    narrowWay: 'shortest way',
    anyWay: 'way there',
    row: 'row',
    coverage: 'covered',
  },
  /** `size` is given if it is the same in all rows; otherwise their names have it. */
  comparison: (size: string | undefined) => (size === undefined ? 'All rows' : `All rows, for ${size}`),
  labels: { hangs: 'hangs', race: 'race', replay: 'replay', next: 'Next' },
  undeclared: 'no declared outcome',
  partOf: (part: string, whole: string) => `${part} of ${whole}`,
  none: '–',

  switches(switches: number, isFewest: boolean) {
    if (switches === 0) return 'no switch';
    return `${counted(switches, 'switch', 'switches')}${isFewest ? '' : ' or fewer'}`;
  },
  timeouts: (timeouts: number) => counted(timeouts, 'timeout'),
  unknownWay: 'possible',

  /** The parameters and the seed that a claim is made for. */
  size: (values: readonly string[], seed: number) => {
    const facts = [...values, ...(seed === 0 ? [] : [`seed ${seed}`])];
    return facts.length === 0 ? 'the program as it is' : facts.join(', ');
  },
  impossible: (size: string) => `impossible, for ${size}`,
  isImpossible: 'impossible',
  isProved: 'proved',
  coverages: {
    all: 'all, not proved',
    bounded: 'bounded',
    sampled: 'sampled',
    partial: 'partial',
  } satisfies Record<Coverage, string>,
  notSeen: 'not seen',
  notSeenIn: (coverage: Coverage, preemptions: number | null, isWhole: boolean) => {
    if (coverage === 'all') return 'not seen, and not proved';
    if (coverage !== 'bounded') return `not seen (${coverage})`;
    return `${isWhole ? 'not with' : 'not seen, with'} ${bound(preemptions ?? 0)}`;
  },

  /** What was covered, and what follows from it. */
  proved: (interleavings: string, classes: number, size: string) =>
    `proved: these are all there are. ${plural(interleavings, 'interleaving')} in ${counted(classes, 'class', 'classes')}, for ${size}.`,
  provedInClasses: (classes: number, size: string) =>
    `proved: these are all there are. ${counted(classes, 'class', 'classes')}, of too many interleavings to be counted, for ${size}.`,
  noHang: 'in no schedule',
  notProved: (schedules: number, size: string) =>
    `not proved: ${counted(schedules, 'schedule')} ran, for ${size}, but there may be other outcomes:`,
  bounded: (preemptions: number, schedules: number, size: string) =>
    `bounded: no other outcome in any schedule with at most ${counted(preemptions, 'preemption')}, ${schedules} of them, for ${size}. With more preemptions there may be others.`,
  boundedInPart: (preemptions: number, schedules: number, size: string) =>
    `bounded, in part: ${counted(schedules, 'schedule')} with at most ${counted(preemptions, 'preemption')}, for ${size}. There may be other outcomes.`,
  sampled: (schedules: number, estimate: number | null, size: string) =>
    `sampled: ${schedules}${estimate === null ? ' schedules, and there are more' : ` of ${rounded(estimate)} or more schedules`}, for ${size}. What was not seen may be possible.`,
  partial: (schedules: number, classes: number | null, size: string) =>
    `partial: stopped after ${counted(schedules, 'schedule')}${classes === null ? '' : ` of ${counted(classes, 'class', 'classes')}`}, for ${size}. What is left is unknown.`,
  noSchedule: 'No schedule came to its end.',

  race: (object: string, first: Access, second: Access) =>
    `\`${object}\` is ${done(first)} while it is ${done(second)}, and nothing orders the two`,
  noRace: 'none in any schedule: what is said of interleavings is so on this machine, too',
  noRaceSeen: 'none was seen, in what was covered',
  moreRaces: (count: number) => `… and ${count} more`,
  inRow: (row: string, sentence: string) => `${row}: ${sentence}`,
  timesOf: (message: string, count: number) => (count > 1 ? `${message} (${count} schedules)` : message),

  story: {
    shortest: (outcome: string, way: string) => `the shortest way to ${outcome}: ${way}`,
    one: (outcome: string, way: string) => `a way to ${outcome}: ${way}`,
    undeclared: 'an end that is not declared',
    early: (thread: string, step: number) =>
      `The timeout of ${thread} passes at step ${step}: possible if the others are held up for longer than that.`,
    skipped: (steps: number) => `… ${counted(steps, 'step')}`,
    result: (phrase: string, result: string) => `${phrase}: ${result}`,
  },
  /** What a thread does at a step; the object follows. */
  does: {
    load: 'loads',
    store: 'stores',
    acquire: 'acquires',
    release: 'releases',
    wait: 'waits on',
    resume: 'is back from',
    notify: 'notifies',
    put: 'puts into',
    get: 'gets from',
    begin: 'begins',
    start: 'starts',
    create: 'names a thread',
    look: 'looks at',
    rename: 'renames',
    append: 'appends to',
    insert: 'inserts into',
    pop: 'pops from',
    remove: 'removes from',
    clear: 'clears',
    join: 'joins',
    sleep: 'sleeps',
    log: 'logs',
    end: 'ends',
  } as Readonly<Record<string, string>>,
  /** The same with an Event, whose operations Python calls otherwise. */
  doesWithEvent: { notify: 'sets', store: 'clears', load: 'reads', wait: 'waits for' } as Readonly<
    Record<string, string>
  >,

  onlyThreads: (demo: string) => `${demo} starts processes, and explore orders the steps of threads.`,
  defaults(defaults: OwnDefaults): string {
    const names = Object.entries(defaults).map(([name, { own, run }]) => `${name} ${own} (run: ${run})`);
    const clock = 'Pace: a sleep may take no time, and a timeout may pass at any step.';
    // Not both: with two parameters and four variants, a demo's page would not fit a screen.
    return names.length === 0 ? clock : `Own defaults in exploring: ${names.join(', ')}.`;
  },
  took: (schedules: number, steps: number, seconds: number) =>
    `${counted(schedules, 'schedule')} of up to ${counted(steps, 'step')} in ${seconds.toFixed(1)} s`,
  seed: (seed: number) => `seed ${seed}`,
  aboutSteps: 'a step is one operation (load, acquire, put); sleeps may take no time',

  /** What was expected and is not so; `row` is the row's whole name. */
  unmet: {
    row: (demo: string, variant: string | null, size: string) =>
      `${[demo, variant].filter((name) => name !== null).join(' ')} (${size})`,
    impossible: (row: string, outcome: string) => `${row}: ${outcome} was expected to be possible, and is impossible.`,
    notSeen: (row: string, outcome: string, why: string) =>
      `${row}: ${outcome} was expected to be possible, and was not seen: ${why}.`,
    possible: (row: string, outcome: string) => `${row}: ${outcome} was expected to be impossible, and is possible.`,
    notProved: (row: string, outcome: string, why: string) =>
      `${row}: ${outcome} was expected to be impossible, which is not proved: ${why}.`,
  },
  /** Why a row proves nothing. */
  why: {
    all: 'every schedule was tried, but not all can be judged',
    bounded: (preemptions: number) =>
      `only schedules with at most ${counted(preemptions, 'preemption')} were tried (bounded)`,
    sampled: 'only a part of the schedules was tried (sampled)',
    partial: 'it was interrupted (partial)',
    /** A problem did, and follows. */
    ended: 'the search did not come to its end (partial)',
  },

  progress: {
    line: (row: string, parts: readonly string[]) => `${row}: ${parts.join(', ')}`,
    ready: 'getting ready',
    done: (done: number, estimate: number | null) =>
      estimate === null ? `${counted(done, 'schedule')} so far` : `${done} of about ${rounded(estimate)} schedules`,
    classes: (classes: number) => counted(classes, 'class', 'classes'),
    left: (seconds: number, rowsLeft: number) =>
      `${seconds} s left${rowsLeft === 0 ? '' : ` of this row, then ${rowsLeft} more`}`,
  },
} as const;

interface Access {
  readonly op: string;
  /** `file:line`, if known. */
  readonly place: string | null;
}

function done({ op, place }: Access): string {
  const words: Readonly<Record<string, string>> = { store: 'stored', load: 'loaded' };
  return `${words[op] ?? `used (${op})`}${place === null ? '' : ` at ${place}`}`;
}

function bound(preemptions: number): string {
  return `at most ${counted(preemptions, 'preemption')}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return plural(String(count), one, many);
}

function plural(count: string, one: string, many = `${one}s`): string {
  return `${count} ${count === '1' ? one : many}`;
}

/** `1234`, `3.1e8`: an estimate is no count. */
function rounded(count: number): string {
  if (count < 1e4) return String(Math.round(count));
  return count < 1e7 ? String(Number(count.toPrecision(2))) : count.toExponential(1).replace('e+', 'e');
}
