/** Rows of trials: a demo with one variant and one set of parameters, tried in batches of fresh workers. */
import type { Grade, StartLine } from '../events/run-event.js';
import { type Ending, runProgram } from '../runtime/host.js';
import { monotonic } from '../runtime/kernel.js';
import { haveOverlapped, readRecords } from '../runtime/thread-records.js';
import { endAllWorkers, startSpares, workerCount } from '../runtime/workers.js';
import { type Demo, demoModule, type Params } from '../session/demo.js';
import { type Batch, estimateRate, type RateEstimate } from './statistics.js';
import { clearTally, countTrial, MOST_OUTCOMES, readTally, stopTrials, type Tally } from './tally.js';
import { outcomeOf, type TrialPlan } from './trial-loop.js';

export interface TrialsOptions {
  readonly variant: string | null;
  /** All of the demo's parameters. */
  readonly params: Params;
  /** How many trials; Infinity where the time decides. */
  readonly trials: number;
  /** Real seconds for the row; Infinity where the number decides. */
  readonly time: number;
  /** Into how many batches of fresh workers they are divided. */
  readonly batches: number;
  readonly start: StartLine;
  readonly seed: number;
  /** Ends the row after so many hits: then there is no rate. */
  readonly stopAfter?: number;
  /** The outcome that counts as a hit; every one that is not expected, if not given. */
  readonly outcome?: string;
  /** Real seconds that one trial may take. */
  readonly timeout?: number;
  readonly arena?: number;
  readonly signal?: AbortSignal;
  /** Called now and then. */
  onProgress?(progress: TrialsProgress): void;
}

export interface TrialsProgress {
  readonly trials: number;
  readonly hits: number;
  /** Real seconds so far. */
  readonly seconds: number;
  readonly batch: number;
  /** The batches that are over, and the present one. */
  readonly estimate: RateEstimate | undefined;
}

export interface OutcomeCount {
  /** null for what no declared outcome matches. */
  readonly name: string | null;
  readonly grade: Grade;
  readonly count: number;
}

/** A row: what came out, and how often. */
export interface TrialsRow {
  readonly demo: string;
  readonly variant: string | null;
  readonly params: Params;
  readonly start: StartLine;
  readonly trials: number;
  readonly hits: number;
  /** All declared outcomes, those that never came too, and the undeclared together. */
  readonly outcomes: readonly OutcomeCount[];
  /** None where the row was ended by its hits, or has no trials. */
  readonly rate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly method: RateEstimate['method'] | null;
  readonly deff: number | null;
  /** Share of the trials in which threads that were started ran at the same time. */
  readonly overlap: number | null;
  readonly batches: readonly Batch[];
  /** The trial of the first hit, from 1. */
  readonly firstHit: number | null;
  readonly seconds: number;
  /** True if it was interrupted. */
  readonly partial: boolean;
}

/** Tries one row. Rejects if the demo cannot be tried at all. */
export async function runTrialsRow(demo: Demo, options: TrialsOptions): Promise<TrialsRow> {
  if (demo.outcomes.length >= MOST_OUTCOMES) throw new RangeError(`trials count at most ${MOST_OUTCOMES - 1} outcomes`);
  const row = new Row(demo, options);
  await row.carryOut();
  return row.result();
}

/** How often progress is told, and a trial that does not end is looked for. */
const LOOK_EACH_MS = 100;
/** How often in a row a MainThread may fail without having made a trial. */
const MOST_FAILURES = 3;

class Row {
  readonly #demo: Demo;
  readonly #options: TrialsOptions;
  readonly #hits: readonly boolean[];
  readonly #begun = monotonic();
  readonly #batches: Batch[] = [];
  #seconds = 0;
  #failures = 0;

  constructor(demo: Demo, options: TrialsOptions) {
    this.#demo = demo;
    this.#options = options;
    this.#hits = [...demo.outcomes, { name: null, grade: 'forbidden' }].map(({ name, grade }) =>
      options.outcome === undefined ? grade !== 'expected' : name === options.outcome,
    );
    clearTally();
  }

  async carryOut(): Promise<void> {
    const { trials, time, batches, signal } = this.#options;
    signal?.addEventListener('abort', stopTrials);
    if (signal?.aborted) stopTrials();
    const progress = setInterval(() => this.#tellProgress(), LOOK_EACH_MS);
    let fresh: readonly number[] = [];
    try {
      for (let batch = 1; batch <= batches && !this.#isOver(); batch++) {
        // The last batch's workers have warm code: this one has its own, which were made while that one ran.
        const needed = workerCount() - fresh.length;
        await endAllWorkers(fresh);
        fresh = batch < batches ? startSpares(Math.max(1, batch === 1 ? FIRST_SPARES : needed)) : [];
        const goal = Math.round((trials * batch) / batches);
        await this.#runBatch(goal, this.#begun + (time * batch) / batches);
      }
    } finally {
      clearInterval(progress);
      signal?.removeEventListener('abort', stopTrials);
      this.#seconds = monotonic() - this.#begun;
    }
  }

  result(): TrialsRow {
    const { variant, params, start, stopAfter } = this.#options;
    const tally = this.#tally();
    const estimate = stopAfter === undefined ? estimateRate(this.#batches) : undefined;
    return {
      demo: this.#demo.name,
      variant,
      params,
      start,
      trials: tally.done,
      hits: tally.hits,
      outcomes: this.#outcomes(tally),
      rate: estimate?.rate ?? null,
      interval: estimate?.interval ?? null,
      method: estimate?.method ?? null,
      deff: estimate?.deff ?? null,
      overlap: tally.done > 0 ? tally.overlapped / tally.done : null,
      batches: this.#batches,
      firstHit: tally.firstHit || null,
      seconds: this.#seconds,
      partial: this.#options.signal?.aborted === true,
    };
  }

  /** Until the goal: a trial that hangs, or loses its MainThread, is counted, and the next one begins with another. */
  async #runBatch(goal: number, until: number): Promise<void> {
    const before = this.#tally();
    while (this.#tally().done < goal && monotonic() < until && !this.#isOver()) {
      const { done } = this.#tally();
      const ending = await this.#runOn({ goal, until });
      if (ending.reason === 'completed' || this.#options.signal?.aborted) continue;
      this.#failures = this.#tally().done > done + 1 ? 0 : this.#failures + 1;
      if (ending.reason === 'failed' && this.#failures === MOST_FAILURES) throw new Error(ending.error?.message);
    }
    const after = this.#tally();
    if (after.done > before.done) {
      this.#batches.push({ trials: after.done - before.done, hits: after.hits - before.hits });
    }
  }

  async #runOn({ goal, until }: Pick<TrialPlan, 'goal' | 'until'>): Promise<Ending> {
    const { params, variant, start, seed, stopAfter = Infinity, timeout, arena, signal } = this.#options;
    const plan: TrialPlan = { params, variant: variant ?? '', goal, until, stopAfter, seed, hits: this.#hits };
    const stuck = new AbortController();
    const watch = timeout === undefined ? undefined : this.#watch(timeout, stuck);
    try {
      return await runProgram(
        { url: this.#demo[demoModule] ?? '', path: ['default', 'main'], args: [], trials: plan },
        {
          start,
          speed: 'max',
          seed,
          trace: 'log',
          arena,
          isRecorded: true,
          signal: signal ? AbortSignal.any([signal, stuck.signal]) : stuck.signal,
          onEvent: () => {},
        },
        () => {},
        (_, ending) => {
          if (ending.reason !== 'completed' && !signal?.aborted) this.#countCutShort(ending);
          return ending;
        },
      );
    } finally {
      clearInterval(watch);
    }
  }

  /** Shared memory is still as the trial left it. */
  #countCutShort({ reason }: Ending): void {
    const run = { result: this.#demo.result?.(), threads: readRecords(), processes: [] };
    const outcome = reason === 'hung' ? outcomeOf(this.#demo, { ...run, reason }) : this.#demo.outcomes.length;
    countTrial(outcome, this.#hits[outcome] === true, haveOverlapped());
  }

  /** Aborts when no trial has ended for `timeout` seconds. */
  #watch(timeout: number, stuck: AbortController): NodeJS.Timeout {
    let { done } = this.#tally();
    let since = monotonic();
    return setInterval(() => {
      const now = this.#tally().done;
      if (now !== done) [done, since] = [now, monotonic()];
      else if (monotonic() - since > timeout) stuck.abort();
    }, LOOK_EACH_MS);
  }

  #isOver(): boolean {
    const { trials, stopAfter = Infinity, signal } = this.#options;
    const { done, hits } = this.#tally();
    return signal?.aborted === true || done >= trials || hits >= stopAfter;
  }

  #tally(): Tally {
    return readTally(this.#demo.outcomes.length + 1);
  }

  #tellProgress(): void {
    const { done, hits } = this.#tally();
    const over = this.#batches.reduce((sum, { trials }) => sum + trials, 0);
    const overHits = this.#batches.reduce((sum, batch) => sum + batch.hits, 0);
    this.#options.onProgress?.({
      trials: done,
      hits,
      seconds: monotonic() - this.#begun,
      batch: this.#batches.length + 1,
      estimate: estimateRate([...this.#batches, { trials: done - over, hits: hits - overHits }]),
    });
  }

  #outcomes({ counts }: Tally): OutcomeCount[] {
    const declared = this.#demo.outcomes.map(({ name, grade }, i) => ({ name, grade, count: counts[i] ?? 0 }));
    return [...declared, { name: null, grade: 'forbidden', count: counts[declared.length] ?? 0 }];
  }
}

/** Workers made ahead for the second batch, when nobody yet knows how many the demo needs. */
const FIRST_SPARES = 5;
