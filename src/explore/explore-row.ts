/** Explores one row: in workers of its own, whose runs are controlled. */
import type { ExploredOutcome, ExploreProblem, ExploreRow } from '../events/explore-report.js';
import { controlWorkers, endAllWorkers, receiveAll } from '../runtime/host/workers.js';
import { MAIN_IDENT } from '../runtime/kernel/identity.js';
import { monotonic } from '../runtime/kernel/real-time.js';
import { isUnwinding } from '../runtime/kernel/unwind.js';
import { Head, MAX_CONTROLLED, newControlBlock } from '../runtime/memory/control-block.js';
import { type Ending, runProgram } from '../runtime/run-program.js';
import { type Demo, demoModule, inEnglish } from '../session/demo.js';
import type { ExploreOptions } from './explore-options.js';
import type { ExploreNote, ExplorePlan, FoundProblem, LoopResult } from './explore-plan.js';
import type { FoundOutcome } from './findings.js';
import { letterOf } from './letters.js';
import { checksumOf, formatSchedule, MOST_STEPS, namedInSchedule } from './schedule-string.js';
import { Stories } from './stories.js';

/** Explores all schedules of a demo, or those that the options ask for. */
export async function exploreRow(demo: Demo, options: ExploreOptions): Promise<ExploreRow> {
  const begun = monotonic();
  const { params, variant, seed, preemptions, maxSchedules, time, maxSteps } = options;
  const plan: ExplorePlan = {
    params,
    variant: variant ?? '',
    seed,
    ...(preemptions !== undefined && { preemptions }),
    maxSchedules,
    until: begun + time,
    maxSteps,
  };
  const { result, stories, lost } = await carryOut(demo, plan, options);
  return rowOf(demo, options, result, stories, lost, monotonic() - begun);
}

/** How long a schedule may stand still, in seconds: a thread computes without a step, or does not leave. */
const STUCK_SECONDS = 10;
/** The same once the user has asked for an end. */
const LEAVING_SECONDS = 1;
const LOOK_EACH_MS = 100;

export interface CarriedOut {
  readonly result: LoopResult;
  readonly stories: Stories;
  /** Why it did not come to its end, if it did not. */
  readonly lost: 'stuck' | 'lost-worker' | undefined;
}

export async function carryOut(
  demo: Demo,
  plan: ExplorePlan,
  { arena, signal, onProgress }: Pick<ExploreOptions, 'arena' | 'signal' | 'onProgress'>,
): Promise<CarriedOut> {
  const block = newControlBlock();
  const head = new Int32Array(block);
  const stories = new Stories();
  const stuck = new AbortController();
  const begun = monotonic();
  let result: LoopResult = NOTHING;
  let isFinal = false;
  let isKilled = false;
  /** True once a thread was killed that others wait for. */
  let hasLost = false;
  let since = monotonic();
  let seen = 0;
  const onAbort = () => {
    head[Head.STOP] = 1;
    since = monotonic();
  };
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  const looking = setInterval(() => {
    const at = (head[Head.SCHEDULES] as number) * 16_384 + (head[Head.DEPTH] as number);
    if (at !== seen) [seen, since] = [at, monotonic()];
    else if (monotonic() - since > (signal?.aborted ? LEAVING_SECONDS : STUCK_SECONDS)) stuck.abort();
    const estimate = head[Head.ESTIMATE] as number;
    onProgress?.({
      schedules: head[Head.SCHEDULES] as number,
      classes: head[Head.CLASSES] as number,
      estimate: estimate === 0 ? null : estimate,
      seconds: monotonic() - begun,
    });
  }, LOOK_EACH_MS);
  // Workers that are there already are free.
  await endAllWorkers();
  controlWorkers(block);
  try {
    const ending = await runProgram<Ending>(
      { url: demo[demoModule] ?? '', path: ['default', 'main'], args: [], explore: plan },
      {
        start: 'free',
        speed: 'max',
        seed: plan.seed,
        trace: 'log',
        ...(arena !== undefined && { arena }),
        isRecorded: true,
        signal: stuck.signal,
        onNote(note) {
          const told = note as ExploreNote;
          if (told.is === 'result') [result, isFinal] = [told.result, told.isFinal];
          else stories.take(told);
        },
        onEvent(event) {
          if (event.type !== 'thread.end') return;
          const isDead = event.end === 'killed';
          if (event.ident === MAIN_IDENT) isKilled = isDead;
          // Between schedules, threads that would not leave lose their workers.
          else if (isDead && !isUnwinding()) {
            hasLost = true;
            stuck.abort();
          }
        },
      },
      () => {},
      (_, end) => {
        // What threads have told of their steps.
        receiveAll();
        return end;
      },
    );
    if (ending.reason === 'failed' && !isKilled && !isFinal && ending.error) {
      throw new Error(`${ending.error.type}: ${ending.error.message}`);
    }
  } finally {
    clearInterval(looking);
    signal?.removeEventListener('abort', onAbort);
    controlWorkers(undefined);
    await endAllWorkers();
  }
  // Who is interrupted does not wait for long enough to call a schedule stuck.
  const isLeft = isFinal || (stuck.signal.aborted && signal?.aborted && !hasLost);
  const lost = isLeft ? undefined : stuck.signal.aborted && !hasLost ? 'stuck' : 'lost-worker';
  return { result, stories, lost };
}

const NOTHING: LoopResult = {
  coverage: 'partial',
  schedules: 0,
  classes: 0,
  redundant: 0,
  isCounted: true,
  estimate: null,
  steps: 0,
  hung: 0,
  problems: [],
  races: [],
  outcomes: [],
};

function rowOf(
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
  stuck: `a schedule stood still for ${STUCK_SECONDS} s: a thread runs a loop without an operation on shared objects, or does not end`,
  'lost-worker': 'a worker was ended in the middle of a schedule',
} as const;

function messageOf({ code, step }: FoundProblem, { maxSteps }: ExploreOptions): string {
  switch (code) {
    case 'too-long':
      return maxSteps < MOST_STEPS
        ? `schedules with more than ${maxSteps} steps were cut: try --max-steps ${Math.min(10 * maxSteps, MOST_STEPS)}, or smaller parameters`
        : `schedules with more than ${maxSteps} steps were cut: try smaller parameters`;
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
