/** Tells a schedule step by step: each thread what it does and where, MainThread the whole at the end. */
import { setTeller, type Teller } from '../runtime/controlled/controller.js';
import { enabledThreads } from '../runtime/controlled/enabled.js';
import { operations } from '../runtime/kernel/step.js';
import { reasonName } from '../runtime/kernel/wait-reason.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { control, Head, Thread, threadAt } from '../runtime/memory/control-block.js';
import { readText } from '../runtime/memory/heap.js';
import { arenaWords, nameBlockOf } from '../runtime/memory/outside.js';
import { HOLDER, kindName, nameOf } from '../runtime/objects/shared-object.js';
import { userFrame } from '../runtime/source/stack.js';
import { sendToHost } from '../runtime/threads/port.js';
import type { ControlledRunner } from './controlled-runner.js';
import type { Execution, Taken } from './execution.js';
import type { ExploreNote, PendingFacts, StepFacts, WaitFacts } from './explore-plan.js';

/** The frames of this package between a user's call and its announcement. */
const FRAMES = 40;

const teller: Teller = {
  announce(thread, nth) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = FRAMES;
    const at = userFrame(new Error().stack);
    Error.stackTraceLimit = stackTraceLimit;
    send({ is: 'place', story: story(), thread, nth, at });
  },
  result(step, op, value) {
    send({ is: 'step-result', story: story(), step, op, value });
  },
  log(step, thread, text) {
    send({ is: 'log', story: story(), step, thread, text });
  },
  abandoned() {
    const count = control[Head.THREADS] as number;
    const holders = Array.from({ length: count }, (_, thread) => holderOf(control[threadAt(thread) + Thread.OBJECT]));
    abandoned = { enabled: enabledThreads(), holders };
  },
};

/** How it was when the schedule was given up: threads that leave one release what they hold. */
let abandoned: { readonly enabled: number; readonly holders: readonly number[] } | undefined;

/** The thread that holds the lock; −1 if no thread does, or it is no lock. */
function holderOf(object = 0): number {
  if (object <= 0) return -1;
  const kind = kindName(object as ObjectAddress);
  // Idents count from 1 in the order of starts.
  return kind === 'Lock' || kind === 'RLock' ? (arenaWords()[object + HOLDER] as number) - 1 : -1;
}

/** Makes this worker tell its steps, in schedules that are told. */
export function watchSteps(): void {
  setTeller(teller);
}

let stories = 0;

/** Runs a schedule, and has its steps told. */
export function tellStory(runner: ControlledRunner, threads: readonly number[]): Execution {
  stories++;
  abandoned = undefined;
  control[Head.TOLD] = stories;
  const before = runner.beforeReset;
  runner.beforeReset = (execution) => {
    before?.(execution);
    control[Head.TOLD] = 0;
    send(storyOf(execution, threads));
  };
  try {
    return runner.run(threads);
  } finally {
    runner.beforeReset = before;
    control[Head.TOLD] = 0;
  }
}

function storyOf({ steps, pending, threads, ending }: Execution, schedule: readonly number[]): ExploreNote {
  const names = Array.from({ length: threads }, (_, n) => threadName(n));
  nameUnnamed(steps);
  return {
    is: 'story',
    story: stories,
    threads: schedule,
    names,
    steps: steps.map((step) => stepFacts(step, names)),
    waiting: ending === 'deadlock' ? pending.map((step) => waitFacts(step, names)) : [],
    // Daemons end with the program, wherever they are.
    pending: ending === 'complete' ? [] : pendingFacts(pending, names),
    ending,
  };
}

/** The steps that threads were at when the schedule was given up. */
function pendingFacts(pending: readonly Taken[], names: readonly string[]): PendingFacts[] {
  return pending.map((step) => ({
    ...waitFacts(step, names),
    op: operations[step.op] as string,
    kind: objectFacts(step, names).kind,
    canGo: ((abandoned?.enabled ?? 0) & (1 << step.thread)) !== 0,
  }));
}

function stepFacts(step: Taken, names: readonly string[]): StepFacts {
  const { thread, gaveUp, enabled } = step;
  return { thread, op: operations[step.op] as string, ...objectFacts(step, names), gaveUp, enabled };
}

/** An object by its name, or by its kind if it has none; a thread by its name. */
function objectFacts({ object, started }: Taken, names: readonly string[]): Pick<StepFacts, 'object' | 'kind'> {
  if (object < 0 || started !== -1) {
    const ordinal = started === -1 ? -object - 1 : started;
    return { object: names[ordinal] ?? null, kind: 'Thread' };
  }
  if (object === 0) return { object: null, kind: null };
  const kind = kindName(object as ObjectAddress);
  return { object: nameOf(object as ObjectAddress) ?? unnamed.get(object) ?? kind, kind };
}

/** Objects without a name: by their kind, and a number if there are several. */
const unnamed = new Map<number, string>();

function nameUnnamed(steps: readonly Taken[]): void {
  unnamed.clear();
  const kinds = new Map<string, number[]>();
  for (const { object, started } of steps) {
    if (object <= 0 || started !== -1 || nameOf(object as ObjectAddress) !== null) continue;
    const kind = kindName(object as ObjectAddress);
    const known = kinds.get(kind) ?? [];
    if (!known.includes(object)) kinds.set(kind, [...known, object]);
  }
  for (const [kind, objects] of kinds) {
    // In the order in which they were made.
    const inOrder = objects.toSorted((a, b) => a - b);
    for (const [n, object] of inOrder.entries()) unnamed.set(object, inOrder.length === 1 ? kind : `${kind} ${n + 1}`);
  }
}

function waitFacts(step: Taken, names: readonly string[]): WaitFacts {
  const reason = control[threadAt(step.thread) + Thread.REASON] as number;
  const { object } = objectFacts(step, names);
  const holder = abandoned?.holders[step.thread] ?? -1;
  return { thread: step.thread, call: reasonName(reason), object, holder: holder < 0 ? null : holder };
}

function threadName(ordinal: number): string {
  const name = nameBlockOf(control[threadAt(ordinal) + Thread.SLOT] as number);
  return name === 0 ? 'MainThread' : readText(name);
}

function story(): number {
  return control[Head.TOLD] as number;
}

function send(note: ExploreNote): void {
  sendToHost({ is: 'note', note });
}
