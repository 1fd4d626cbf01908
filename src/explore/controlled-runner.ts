/** Runs schedules of a demo on real threads, one after the other, in one MainThread: each starts from the same memory. */
import { enterSchedule, leaveSchedule, unwindOthers } from '../runtime/controlled/controller.js';
import { clearOrdinals } from '../runtime/controlled/schedule.js';
import { isUncounted } from '../runtime/controlled/uncounted.js';
import { SystemExit } from '../runtime/errors.js';
import { controllerOf, operations } from '../runtime/kernel/step.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import {
  Abort,
  control,
  Head,
  NOBODY,
  Policy,
  prefixAt,
  Step,
  StepFlag,
  stepAt,
  Thread,
  ThreadState,
  threadAt,
} from '../runtime/memory/control-block.js';
import { observeOperations } from '../runtime/memory/outside.js';
import { kindName } from '../runtime/objects/shared-object.js';
import { seedRandom } from '../runtime/threads/random.js';
import { aliveThreads } from '../runtime/threads/threads.js';
import { confirmHang } from '../runtime/tracing/hang.js';
import { beginWatch } from '../runtime/tracing/race-log.js';
import { markTrialStart, resetTrial } from '../runtime/worker/trial.js';
import type { Demo } from '../session/demo.js';
import { type Tried, tryOnce, type Verdict } from '../session/one-trial.js';
import type { Ending, Execution, Runner, Taken } from './execution.js';

export interface RunnerOptions {
  readonly seed: number;
  readonly maxSteps: number;
  /** Called when a schedule has ended, while the memory is as it left it; returns the number of the outcome. */
  judge(verdict: Verdict): number;
}

export class ControlledRunner implements Runner {
  readonly #demo: Demo;
  readonly #tried: Tried;
  readonly #options: RunnerOptions;
  readonly #start = markTrialStart();
  /** Called before the memory is put back. */
  beforeReset: ((execution: Execution) => void) | undefined;

  constructor(demo: Demo, tried: Tried, options: RunnerOptions) {
    this.#demo = demo;
    this.#tried = tried;
    this.#options = options;
    observeOperations();
    beginWatch();
  }

  run(prefix: readonly number[], asleep = 0, asleepEnds = 0, random?: number): Execution {
    control[Head.ABORT] = Abort.NONE;
    control[Head.DEPTH] = 0;
    control[Head.CUT] = 0;
    control[Head.REVIVED] = 0;
    control[Head.DAEMONS] = 0;
    control[Head.MAX_STEPS] = this.#options.maxSteps;
    control[Head.PREFIX] = prefix.length;
    control[Head.SLEEP] = asleep;
    control[Head.SLEEP_ENDS] = asleepEnds;
    control[Head.POLICY] = random === undefined ? Policy.STAY : Policy.RANDOM;
    // Not 0, from which xorshift never leaves.
    control[Head.RANDOM] = (random ?? 0) | 1;
    control.set(prefix, prefixAt(0));
    seedRandom(this.#options.seed);
    enterSchedule();
    const outcome = this.#judged();
    const execution = this.#read(outcome);
    this.beforeReset?.(execution);
    if (aliveThreads().length > 1) unwindOthers();
    resetTrial(this.#start);
    clearOrdinals();
    control[Head.SCHEDULES] = (control[Head.SCHEDULES] as number) + 1;
    return execution;
  }

  /** Runs the program; returns the number of its outcome, −1 if the schedule was given up. */
  #judged(): number {
    let verdict: Verdict | undefined;
    try {
      verdict = tryOnce(this.#demo, this.#tried, {
        // Once the schedule is over, it is the demo's `result` that waits.
        confirmHang: () => control[Head.ABORT] === Abort.DEADLOCK || (control[Head.ACTIVE] === 0 && confirmHang()),
        afterThreads: () => this.#leave(),
      });
    } catch (thrown) {
      // A schedule that is given up unwinds MainThread, too.
      if (control[Head.ABORT] === Abort.NONE || thrown instanceof SystemExit) throw thrown;
    } finally {
      leaveSchedule();
    }
    // MainThread may have caught what unwinds it.
    const isJudged = ['complete', 'deadlock'].includes(this.#ending());
    return verdict !== undefined && isJudged ? this.#options.judge(verdict) : -1;
  }

  /** MainThread is over: that ends the daemons, whatever they do. */
  #leave(): void {
    controllerOf()?.finish();
    leaveSchedule();
  }

  #read(outcome: number): Execution {
    const depth = control[Head.DEPTH] as number;
    const steps: Taken[] = [];
    for (let n = 0; n < depth; n++) steps.push(readStep(stepAt(n)));
    const threads = control[Head.THREADS] as number;
    const pending: Taken[] = [];
    for (let n = 0; n < threads; n++) {
      const at = threadAt(n);
      if (control[at + Thread.STATE] === ThreadState.AT_STEP) pending.push(readPending(at, n));
    }
    return { steps, pending, threads, ending: this.#ending(), outcome, isCut: control[Head.CUT] === 1 };
  }

  #ending(): Ending {
    return endings[control[Head.ABORT] as number] ?? 'complete';
  }
}

const endings: readonly Ending[] = [
  'complete',
  'deadlock',
  'too-long',
  'diverged',
  'redundant',
  'too-many-threads',
  'polls',
  'complete',
];

// Both below are written out, with the fields in the same order: so all steps have one shape, and the search, which reads them
// again and again, is twice as fast as with steps that are put together of parts.

/** A step that was taken. */
function readStep(at: number): Taken {
  const flags = control[at + Step.FLAGS] as number;
  const object = control[at + Step.OBJECT] as number;
  const op = control[at + Step.OP] as number;
  const thread = control[at + Step.THREAD] as number;
  return {
    thread,
    op,
    object,
    foot: control[at + Step.FOOT] as number,
    access: control[at + Step.ACCESS] as number,
    test: control[at + Step.TEST] as number,
    word: control[at + Step.WORD] as number,
    value: control[at + Step.VALUE] as number,
    before: control[at + Step.BEFORE] as number,
    otherTest: control[at + Step.OTHER_TEST] as number,
    otherWord: control[at + Step.OTHER_WORD] as number,
    otherValue: control[at + Step.OTHER_VALUE] as number,
    otherBefore: control[at + Step.OTHER_BEFORE] as number,
    enabled: control[at + Step.ENABLED] as number,
    asleep: control[at + Step.ASLEEP] as number,
    asleepEnds: control[at + Step.ASLEEP_ENDS] as number,
    ends: (flags & StepFlag.ENDS) !== 0,
    gaveUp: (flags & StepFlag.GAVE_UP) !== 0,
    seen: control[at + Step.SEEN] as number,
    started: control[at + Step.STARTED] as number,
    isPlain: isPlain(op, object),
    isCounted: !isUncounted(thread, op, control[at + Step.TEST] as number),
    first: (control[at + Step.FIRST] as number) - 1,
  };
}

/** A step that the thread is at. */
function readPending(at: number, thread: number): Taken {
  const object = control[at + Thread.OBJECT] as number;
  const op = control[at + Thread.OP] as number;
  return {
    thread,
    op,
    object,
    foot: control[at + Thread.FOOT] as number,
    access: control[at + Thread.ACCESS] as number,
    test: control[at + Thread.TIMED] === 1 ? 0 : (control[at + Thread.TEST] as number),
    word: control[at + Thread.WORD] as number,
    value: control[at + Thread.VALUE] as number,
    before: 0,
    otherTest: control[at + Thread.OTHER_TEST] as number,
    otherWord: control[at + Thread.OTHER_WORD] as number,
    otherValue: control[at + Thread.OTHER_VALUE] as number,
    otherBefore: 0,
    enabled: 0,
    asleep: 0,
    asleepEnds: 0,
    ends: false,
    gaveUp: false,
    seen: 0,
    started: NOBODY,
    isPlain: isPlain(op, object),
    isCounted: !isUncounted(thread, op, control[at + Thread.TEST] as number),
    first: NOBODY,
  };
}

function isPlain(op: number, object: number): boolean {
  if (op !== LOAD && op !== STORE) return false;
  return object > 0 && kindName(object as ObjectAddress) === 'Value';
}

const LOAD = operations.indexOf('load');
const STORE = operations.indexOf('store');
