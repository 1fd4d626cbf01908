/** The row of a report, made of what was found. */
import type { ExploredOutcome, ExploreProblem, ExploreRow } from '../events/explore-report.js';
import { MAX_CONTROLLED } from '../runtime/memory/control-block.js';
import { type Demo, inEnglish } from '../session/demo.js';
import type { ExploreOptions } from './explore-options.js';
import { type FoundProblem, type LoopResult, STUCK_SECONDS } from './explore-plan.js';
import type { FoundOutcome } from './findings.js';
import { letterOf } from './letters.js';
import { checksumOf, formatSchedule, MOST_STEPS, namedInSchedule } from './schedule-string.js';
import type { Stories } from './stories.js';

export interface CarriedOut {
  readonly result: LoopResult;
  readonly stories: Stories;
  /** Why it did not come to its end, if it did not. */
  readonly lost: 'stuck' | 'lost-worker' | undefined;
}

export function rowOf(
  demo: Demo,
  options: ExploreOptions,
  result: LoopResult,
  stories: Stories,
  lost: CarriedOut['lost'],
  seconds: number,
): ExploreRow {
  const { name, variant, params, seed, preemptions } = options;
  const { coverage, schedules, classes, isCounted, estimate, steps } = result;
  const isAll = coverage === 'all';
  const schedule = (threads: readonly number[]) => scheduleOf(demo, options, threads, stories);
  const problems = problemsOf(result, options, lost, schedule);
  const isProved = isAll && problems.length === 0;
  const interleavings = result.outcomes.reduce((sum, each) => sum + each.interleavings, 0n);
  return {
    name,
    demo: demo.name,
    variant,
    params,
    seed,
    clock: 'free',
    coverage,
    proved: isProved,
    preemptions: preemptions ?? null,
    schedules,
    classes: isAll ? classes : null,
    interleavings: isAll && isCounted ? String(interleavings) : null,
    estimate: isAll || coverage === 'bounded' ? null : moreThan(schedules, estimate),
    steps,
    hangs: result.hung > 0 ? true : isProved ? false : null,
    raceFree: result.races.length > 0 ? false : isProved ? true : null,
    races: result.races.map(({ object, first, second, threads }) => {
      const story = stories.of(threads)?.story.steps;
      const sideOf = (step: number) => ({ op: story?.[step]?.op ?? 'load', at: story?.[step]?.at ?? null });
      return { object, first: sideOf(first), second: sideOf(second), schedule: schedule(threads) };
    }),
    problems,
    seconds: Math.round(seconds * 1e6) / 1e6,
    outcomes: outcomesOf(demo, result, stories, isAll && isCounted, schedule),
  };
}

/** An estimate that the search has left behind was too low, and says nothing. */
function moreThan(schedules: number, estimate: number | null): number | null {
  return estimate !== null && estimate > schedules ? estimate : null;
}

function outcomesOf(
  demo: Demo,
  { outcomes, coverage }: LoopResult,
  stories: Stories,
  isCounted: boolean,
  schedule: (threads: readonly number[]) => string,
): ExploredOutcome[] {
  const isAll = coverage === 'all';
  const explored = (found: FoundOutcome): ExploredOutcome => ({
    name: found.name,
    grade: found.grade,
    because: found.because,
    possible: true,
    classes: isAll ? found.classes : null,
    interleavings: isCounted ? String(found.interleavings) : null,
    schedule: found.best ? schedule(found.best.threads) : null,
    switches: found.best?.switches ?? null,
    isFewest: found.isFewest,
    delays: found.best?.delays ?? null,
    story: (found.best && stories.of(found.best.threads)?.story) ?? null,
  });
  const declared = demo.outcomes.map(({ name, grade, because }, position): ExploredOutcome => {
    const found = outcomes.find((each) => each.position === position);
    if (found) return explored(found);
    return {
      name,
      grade,
      because: inEnglish(because),
      possible: false,
      classes: isAll ? 0 : null,
      interleavings: isCounted ? '0' : null,
      schedule: null,
      switches: null,
      isFewest: false,
      delays: null,
      story: null,
    };
  });
  const undeclared = outcomes.filter(({ position }) => position >= demo.outcomes.length).map(explored);
  return [...declared, ...undeclared];
}

function scheduleOf(demo: Demo, options: ExploreOptions, threads: readonly number[], stories: Stories): string {
  const story = stories.of(threads);
  return formatSchedule({
    demo: options.word ?? demo.name,
    ...namedInSchedule(demo, options.variant, options.params),
    seed: options.seed,
    letters: threads.map(letterOf).join(''),
    check: story === undefined ? null : checksumOf(story.ops),
  });
}

function problemsOf(
  result: LoopResult,
  options: ExploreOptions,
  lost: CarriedOut['lost'],
  schedule: (threads: readonly number[]) => string,
): ExploreProblem[] {
  const problems = result.problems.map((problem): ExploreProblem => {
    const { count, code } = problem;
    return {
      code: code === 'too-many-threads' ? 'too-big' : code,
      message: messageOf(problem, options),
      count,
      schedule: problem.threads === null ? null : schedule(problem.threads),
    };
  });
  if (lost !== undefined) problems.push({ code: lost, message: LOST[lost], count: 1, schedule: null });
  if (result.coverage === 'sampled') {
    problems.push({ code: 'too-big', message: TOO_BIG, count: result.schedules, schedule: null });
  }
  return problems;
}

const TOO_BIG = 'too many schedules to run all in the time, or as many as --max-schedules allows';

const LOST = {
  stuck: `a schedule stood still for ${STUCK_SECONDS} s: a thread runs a loop without an operation on shared objects (\`now()\` is none), or does not end`,
  'lost-worker': 'a worker was ended in the middle of a schedule',
} as const;

function messageOf({ code, step }: FoundProblem, { maxSteps }: ExploreOptions): string {
  switch (code) {
    case 'too-long':
      return maxSteps < MOST_STEPS
        ? `schedules with more than ${maxSteps} steps were cut: try --max-steps ${Math.min(10 * maxSteps, MOST_STEPS)}, or smaller parameters`
        : `schedules with more than ${maxSteps} steps were cut: try smaller parameters`;
    case 'polls-for-ever':
      return 'threads poll for ever: all that are left read the same again and again, and none changes it';
    case 'polls':
      return 'polling loops were cut after 3 rounds that found the same';
    case 'nondeterministic':
      return `in the same schedule, the program ${step === null ? 'ended otherwise' : `did something else at step ${step + 1}`}: it depends on the clock, on random numbers of its own, or on something that is kept from one run to the next`;
    case 'too-many-threads':
      return `it starts more than ${MAX_CONTROLLED - 1} threads: try smaller parameters`;
    default:
      return code;
  }
}
