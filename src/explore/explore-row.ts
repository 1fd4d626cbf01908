/** Explores one row: in workers of its own, whose runs are controlled. */
import type { ExploreRow } from '../events/explore-report.js';
import { controlWorkers, endAllWorkers, receiveAll } from '../runtime/host/workers.js';
import { MAIN_IDENT } from '../runtime/kernel/identity.js';
import { monotonic } from '../runtime/kernel/real-time.js';
import { isUnwinding } from '../runtime/kernel/unwind.js';
import { Head, newControlBlock } from '../runtime/memory/control-block.js';
import { type Ending, runProgram } from '../runtime/run-program.js';
import { type Demo, demoModule } from '../session/demo.js';
import type { ExploreOptions } from './explore-options.js';
import type { ExploreNote, ExplorePlan, LoopResult } from './explore-plan.js';
import { STUCK_SECONDS } from './explore-plan.js';
import { type CarriedOut, rowOf } from './explored-row.js';
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

/** The same once the user has asked for an end. */
const LEAVING_SECONDS = 1;
const LOOK_EACH_MS = 100;

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
