/** Rows of trials: a demo with one variant and one set of parameters, tried in batches of fresh workers. */
import { toMicroseconds } from '../events/canonical.js';
import type { Diagnosis } from '../events/facts.js';
import type { Batch, HungTrial, OutcomeCount, TrialsRow } from '../events/trials-report.js';
import { endAllWorkers, startSpares, workerCount } from '../runtime/host/workers.js';
import { monotonic } from '../runtime/kernel/real-time.js';
import type { SlotAddress } from '../runtime/memory/address.js';
import type { Demo } from '../session/demo.js';
import { attempt } from './attempt.js';
import { machineLoad } from './machine-load.js';
import { estimateRate, upperBoundOfNone } from './statistics.js';
import { clearTally, MOST_OUTCOMES, readTally, stopTrials, type Tally } from './tally.js';
import { type AboutHang, isAtEnd } from './trial-loop.js';
import type { TrialsOptions } from './trials-options.js';
import { UndeclaredKinds, type UndeclaredTrial } from './undeclared.js';

/** Tries one row. Rejects if the demo cannot be tried at all. */
export async function runTrialsRow(demo: Demo, options: TrialsOptions): Promise<TrialsRow> {
  if (demo.outcomes.length >= MOST_OUTCOMES) throw new RangeError(`trials count at most ${MOST_OUTCOMES - 1} outcomes`);
  const row = new Row(demo, options);
  await row.carryOut();
  return row.result();
}

/** How often progress is reported. */
const REPORT_EACH_MS = 100;

class Row {
  readonly #demo: Demo;
  readonly #options: TrialsOptions;
  readonly #hits: readonly boolean[];
  readonly #begun = monotonic();
  readonly #batches: Batch[] = [];
  readonly #undeclared = new UndeclaredKinds();
  /** The first trial of each outcome that hung, by the outcome's position. */
  readonly #hung = new Map<number, { readonly trial: number; readonly diagnosis: Diagnosis }>();
  readonly #loadAtStart = machineLoad();
  #seconds = 0;

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
    const progress = setInterval(() => this.#reportProgress(), REPORT_EACH_MS);
    let fresh: readonly SlotAddress[] = [];
    try {
      for (let batch = 1; batch <= batches && !this.#isOver(); batch++) {
        // The last batch's workers have warm code: this batch has its own workers, made while that one ran.
        const needed = workerCount() - fresh.length;
        await endAllWorkers(fresh);
        fresh = batch < batches ? startSpares(Math.max(1, batch === 1 ? FIRST_SPARES : needed)) : [];
        await this.#runBatch(Math.round((trials * batch) / batches), this.#begun + (time * batch) / batches);
      }
    } finally {
      clearInterval(progress);
      signal?.removeEventListener('abort', stopTrials);
      this.#seconds = toMicroseconds(monotonic() - this.#begun);
    }
  }

  result(): TrialsRow {
    const { name, variant, params, start, stopAfter } = this.#options;
    const tally = this.#tally();
    const estimate = stopAfter === undefined ? estimateRate(this.#batches) : undefined;
    return {
      name,
      demo: this.#demo.name,
      variant,
      params,
      start,
      trials: tally.done,
      hits: tally.hits,
      outcomes: this.#outcomes(tally),
      undeclared: this.#undeclared.list(),
      ...(this.#hung.size > 0 && { hung: this.#hungTrials() }),
      rate: estimate?.rate ?? null,
      interval: estimate?.interval ?? null,
      method: estimate?.method ?? null,
      deff: estimate?.deff ?? null,
      noneBelow: tally.done > 0 && tally.hits === 0 ? upperBoundOfNone(tally.done) : null,
      overlap: tally.done > 0 ? tally.overlapped / tally.done : null,
      sequential: tally.done > 0 ? tally.sequential / tally.done : null,
      threads: tally.threads,
      batches: this.#batches,
      firstHit: tally.firstHit || null,
      seconds: this.#seconds,
      load: { start: this.#loadAtStart, end: machineLoad() },
      partial: this.#options.signal?.aborted === true,
    };
  }

  /** Runs until the goal or until the time is up, but for at least some trials: a batch without trials shows nothing. */
  async #runBatch(goal: number, until: number): Promise<void> {
    const before = this.#tally();
    const { params, variant, seed, time, leastInBatch, stopAfter = Infinity } = this.#options;
    const ends = [
      { trials: goal, time: 0 },
      { trials: before.done + leastInBatch, time: until },
      { trials: before.done + 1, time: this.#begun + time },
    ];
    const options = {
      ...this.#options,
      onUndeclared: (trial: UndeclaredTrial) => this.#undeclared.add(trial),
      onHung: (diagnosis: Diagnosis, { position, trial }: AboutHang) => {
        if (!this.#hung.has(position)) this.#hung.set(position, { trial, diagnosis });
      },
    };
    const plan = () => ({
      ...{ params, variant: variant ?? '', ends, stopAfter, seed, hits: this.#hits },
      diagnosed: [...this.#hung.keys()],
    });
    do await attempt(this.#demo, plan(), options);
    while (!isAtEnd(this.#tally().done, ends) && !this.#isOver());
    const after = this.#tally();
    if (after.done > before.done) {
      this.#batches.push({ trials: after.done - before.done, hits: after.hits - before.hits });
    }
  }

  #isOver(): boolean {
    const { trials, time, stopAfter = Infinity, signal } = this.#options;
    const { done, hits } = this.#tally();
    const isTimeUp = done > 0 && monotonic() >= this.#begun + time;
    return signal?.aborted === true || done >= trials || hits >= stopAfter || isTimeUp;
  }

  #tally(): Tally {
    return readTally(this.#demo.outcomes.length + 1);
  }

  #reportProgress(): void {
    const { done, hits } = this.#tally();
    const over = this.#batches.reduce((sum, { trials }) => sum + trials, 0);
    const overHits = this.#batches.reduce((sum, batch) => sum + batch.hits, 0);
    this.#options.onProgress?.({
      trials: done,
      hits,
      seconds: monotonic() - this.#begun,
      estimate: estimateRate([...this.#batches, { trials: done - over, hits: hits - overHits }]),
    });
  }

  #hungTrials(): HungTrial[] {
    const { outcomes } = this.#demo;
    return [...this.#hung].map(([position, facts]) => ({ outcome: outcomes[position]?.name ?? null, ...facts }));
  }

  #outcomes({ counts }: Tally): OutcomeCount[] {
    const declared = this.#demo.outcomes.map(({ name, grade }, i) => ({ name, grade, count: counts[i] ?? 0 }));
    return [...declared, { name: null, grade: 'forbidden', count: counts[declared.length] ?? 0 }];
  }
}

/** Workers made in advance for the second batch, when it is not yet known how many the demo needs. */
const FIRST_SPARES = 5;
