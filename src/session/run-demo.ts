/** One run of a demo: from its start to the judgement of its outcome. */
import type { ErrorFacts, StartLine } from '../events/facts.js';
import { EVENTS_VERSION, type RunEvent } from '../events/run-event.js';
import { checkOptions, optionsOf } from '../runtime/arguments/options.js';
import { typeName } from '../runtime/arguments/type-names.js';
import { ValueError } from '../runtime/errors.js';
import type { FunctionRef } from '../runtime/functions/function-ref.js';
import { type Ending, type Program, prepareForChildren, runProgram } from '../runtime/run-program.js';
import { describeError } from '../runtime/source/error-facts.js';
import { asArguments } from '../runtime/threads/job-of.js';
import { areSequential } from '../runtime/threads/sequence.js';
import { type Demo, demoModule, type Logged, type Params } from './demo.js';
import { callWithin, PATIENCE } from './foreign-code.js';
import { KeptLog } from './kept-log.js';
import { describeLostUpdate } from './lost-update.js';
import { judge } from './outcome.js';
import { RunRecords } from './run-records.js';
import type { RunResult } from './run-result.js';

export interface RunOptions {
  /** One of the demo's variants; its first if not given. */
  readonly variant?: string;
  /** Values for the demo's parameters; those not given have their defaults. */
  readonly params?: Params;
  /** Program seconds per real second, or `max` for the virtual clock. */
  readonly speed?: number | 'max';
  readonly start?: StartLine;
  /** Seed of the program's random numbers. */
  readonly seed?: number;
  /** Real seconds after which the run is stopped; no limit if not given. */
  readonly timeout?: number;
  /**
   * `log` reports only the log; `waits` also waits and holders of locks and the like; `ops` every operation on shared objects.
   */
  readonly trace?: 'log' | 'waits' | 'ops';
  /** MiB that the program's shared objects may take. */
  readonly arena?: number;
  /** Stops the run when aborted; a run that waits for its turn then does not begin. */
  readonly signal?: AbortSignal;
  /** Receives each event, in order. */
  onEvent?(event: RunEvent): void;
}

/** Throws TypeError for an option that `run` does not take, or for a value of the wrong type. */
export function checkRunOptions(options: RunOptions): void {
  checkOptions(options, RUN);
  const { seed, trace = 'log', timeout, arena, onEvent, signal } = options;
  for (const [name, value] of Object.entries({ seed, timeout, arena })) {
    if (value !== undefined && typeof value !== 'number')
      throw new TypeError(`${name} is a number, not ${typeName(value)}`);
  }
  if (seed !== undefined && !Number.isInteger(seed)) throw new ValueError(`seed is a whole number, not ${seed}`);
  if (!['log', 'waits', 'ops'].includes(trace)) throw new ValueError(`trace must be log, waits or ops, not ${trace}`);
  if (onEvent !== undefined && typeof onEvent !== 'function') {
    throw new TypeError(`onEvent is a function, not ${typeName(onEvent)}`);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`signal is an AbortSignal, not ${typeName(signal)}`);
  }
}

const RUN = optionsOf('run()', 'run(main, { timeout })', [
  ...['variant', 'params', 'speed', 'start', 'seed', 'timeout', 'trace', 'arena', 'signal', 'onEvent', 'args', 'name'],
]);

/** Options for a function. */
export interface FunctionRunOptions extends RunOptions {
  /** The function's arguments: copies, except for shared objects. */
  readonly args?: readonly unknown[];
}

/** Runs a demo once. Rejects only for wrong options; whatever the demo does is in the result. */
export function runDemo<P extends Params, R>(demo: Demo<P, R>, options: RunOptions = {}): Promise<RunResult<R>> {
  // Its main will start some.
  if (demo.topic === 'processes') prepareForChildren();
  const variants = Object.keys(demo.variants ?? {});
  if (options.variant !== undefined && !variants.includes(options.variant)) {
    throw new ValueError(`${demo.name} has no variant ${options.variant}; it has: ${variants.join(', ') || 'none'}`);
  }
  checkOptions(
    options.params,
    optionsOf(`params of ${demo.name}`, '{ params: { name: value } }', Object.keys(demo.params ?? {})),
  );
  const variant = options.variant ?? variants[0] ?? null;
  const params = { ...defaultsOf(demo), ...options.params };
  return carryOut<R>({
    name: demo.name,
    demo,
    job: { url: demo[demoModule] ?? '', path: ['default', 'main'], args: [{ params, variant: variant ?? '' }] },
    variant,
    params,
    options: { speed: demo.speed ?? 1, ...options },
  });
}

/** Runs a program of the user's own: a function that its module exports. Rejects with TypeError if `args` is not a list. */
export async function runFunction<R>(
  name: string,
  ref: FunctionRef,
  { args = [], ...options }: FunctionRunOptions,
): Promise<RunResult<R>> {
  return carryOut<R>({ name, job: { ...ref, args: asArguments(args) }, variant: null, params: {}, options });
}

interface Plan {
  readonly name: string;
  readonly demo?: Demo;
  readonly job: Parameters<typeof runProgram>[0];
  readonly variant: string | null;
  readonly params: Params;
  readonly options: RunOptions;
}

async function carryOut<R>({ name, demo, job, variant, params, options }: Plan): Promise<RunResult<R>> {
  const records = new RunRecords();
  const log = new KeptLog();
  const { speed = 1, start = 'aligned', seed = randomSeed(), trace = 'log', onEvent, ...limits } = options;
  const heading = { demo: name, variant, params, seed, start, speed };
  if (options.signal?.aborted) return neverBegun(heading, onEvent);
  const settings = {
    ...limits,
    speed,
    start,
    seed,
    trace,
    onEvent(event: RunEvent) {
      records.add(event);
      if (demo) log.add(event);
      onEvent?.(event);
    },
  };
  const since = performance.now();
  /** `timeout` covers the judgement, too; but even after a run that took all of that time, judging may take a moment. */
  const within: Within = (what, call) => {
    const left = (limits.timeout ?? Infinity) - (performance.now() - since) / 1000;
    return callWithin(Math.min(Math.max(left, 1), PATIENCE), what, call);
  };
  const begin = (program: Program) => program.emit({ type: 'run.start', ...heading });
  const finish = (program: Program, ending: Ending): RunResult<R> => {
    const { seconds, exitcode, lostUpdate, warnings } = ending;
    const { threads, processes } = records;
    const { result, error } = resultOf(demo, ending, log, within);
    const reason = hasFailed(ending, error, records) ? 'failed' : ending.reason;
    const ended = {
      ...{ variant: variant ?? '', params, reason, result, threads, processes, error },
      get lines() {
        return log.lines;
      },
    };
    const outcome = demo ? judge(demo, ended, within) : null;
    const verdict = {
      reason,
      seconds,
      ...(result !== undefined && { result }),
      outcome,
      threads,
      processes,
      // Each process has threads of its own, of which nothing is known here.
      ...(processes.length === 0 && areSequential() && { sequential: true as const }),
      ...(lostUpdate !== undefined && { lostUpdate: lostUpdate && describeLostUpdate(lostUpdate, threads) }),
      ...(warnings.length > 0 && { warnings }),
      ...(error && { error }),
      ...(exitcode !== undefined && { exitcode }),
    };
    program.emit({ type: 'run.end', ...verdict });
    return { ...heading, ...verdict, ...(ending.diagnosis && { diagnosis: ending.diagnosis }) } as RunResult<R>;
  };
  return runProgram(job, settings, begin, finish);
}

/** The report of a run that is no longer wanted. Another program may be running: nothing of it may be touched. */
function neverBegun<R>(heading: Heading, onEvent: RunOptions['onEvent']): RunResult<R> {
  const verdict = { reason: 'interrupted', seconds: 0, outcome: null, threads: [], processes: [] } as const;
  onEvent?.({ v: EVENTS_VERSION, type: 'run.start', seq: 1, t: 0, now: 0, ...heading });
  onEvent?.({ v: EVENTS_VERSION, type: 'run.end', seq: 2, t: 0, now: 0, ...verdict });
  return { ...heading, ...verdict };
}

type Heading = Pick<RunResult, 'demo' | 'variant' | 'params' | 'seed' | 'start' | 'speed'>;

/** A program that ran to its end is still not completed if one of its threads failed. */
function hasFailed(ending: Ending, error: ErrorFacts | undefined, { threads, processes }: RunRecords): boolean {
  if (ending.reason !== 'completed') return false;
  if (error !== undefined || processes.some(({ end }) => end === 'killed')) return true;
  // A thread that calls `process.exit` has not failed.
  return threads.some((thread) => thread.end === 'killed' || thread.error !== undefined);
}

type Within = <T>(what: string, call: () => T) => T;

/** What the demo reads from its shared objects and its log now that all is over; else what `main` returned. */
function resultOf(
  demo: Demo | undefined,
  { value, error }: Ending,
  log: Logged,
  within: Within,
): { result?: unknown; error?: ErrorFacts } {
  if (!demo?.result) return { result: value, error };
  try {
    return { result: within("the demo's `result`", () => demo.result?.(log)), error };
  } catch (thrown) {
    return { error: error ?? describeError(thrown) };
  }
}

function defaultsOf({ params = {} }: Demo): Params {
  return Object.fromEntries(Object.entries(params).map(([name, { default: value }]) => [name, value]));
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
