/**
 * One controlled schedule: which threads it has, and which of them takes the next step.
 *
 * Only the thread whose turn it is writes the control block, so its words are plain. The turn passes by an atomic store to the
 * next thread's GO, which publishes them.
 */

import { operations } from '../kernel/step.js';
import {
  Abort,
  Access,
  control,
  Head,
  MAX_CONTROLLED,
  NOBODY,
  ordinalAt,
  Policy,
  prefixAt,
  Step,
  StepFlag,
  stepAt,
  Test,
  Thread,
  ThreadState,
  threadAt,
} from '../memory/control-block.js';
import { isDaemonSlot, ownSlot, slotNumber } from '../memory/outside.js';
import { enabledThreads, isReady, wordOf } from './enabled.js';
import { areDependent, sleepers, wakeDependent } from './sleep-sets.js';
import { BEGIN, uncountedIn } from './uncounted.js';

/**
 * Chooses the thread that takes the next step, and records the step. `last` is the thread that took the last one. Returns NOBODY
 * if the schedule is to be given up, with ABORT set.
 */
export function takeNext(last: number): number {
  let enabled = enabledThreads();
  // A loop that only seems to poll may yet end.
  if (enabled === 0 && isAnyParked() && (control[Head.REVIVED] as number) < MOST_REVIVALS) {
    control[Head.REVIVED] = (control[Head.REVIVED] as number) + 1;
    unparkAll();
    enabled = enabledThreads();
  }
  const depth = control[Head.DEPTH] as number;
  if (enabled === 0) return giveUp(isAnyParked() ? Abort.POLLS : Abort.DEADLOCK);
  if (depth >= (control[Head.MAX_STEPS] as number)) return giveUp(Abort.TOO_LONG);
  const given = control[Head.PREFIX] as number;
  const next = depth < given ? (control[prefixAt(depth)] as number) : choose(enabled & ~sleepers(), last);
  if (next === NOBODY) return giveUp(Abort.REDUNDANT);
  if ((enabled & (1 << next)) === 0) return giveUp(Abort.DIVERGED);
  record(depth, next, enabled);
  if (depth >= given - 1) wakeDependent(next);
  unpark(next);
  return next;
}

/** Where all threads that are left poll: how often they may go on nevertheless, before they are taken to poll for ever. */
const MOST_REVIVALS = 10;

function giveUp(why: number): typeof NOBODY {
  control[Head.ABORT] = why;
  return NOBODY;
}

function choose(candidates: number, last: number): number {
  if (candidates === 0) return NOBODY;
  if (control[Head.POLICY] === Policy.RANDOM) return highestPriority(candidates);
  if (last !== NOBODY && candidates & (1 << last)) return last;
  return 31 - Math.clz32(candidates & -candidates);
}

function highestPriority(candidates: number): number {
  let best = NOBODY;
  for (let n = 0; n < MAX_CONTROLLED; n++) {
    if ((candidates & (1 << n)) === 0) continue;
    if (best === NOBODY || priorityOf(n) > priorityOf(best)) best = n;
  }
  // Partial order sampling: what collides with the chosen step is drawn anew.
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    if (n !== best && areDependent(threadAt(n), threadAt(best), n)) control[threadAt(n) + Thread.PRIORITY] = draw();
  }
  return best;
}

function priorityOf(ordinal: number): number {
  return control[threadAt(ordinal) + Thread.PRIORITY] as number;
}

/** The next random number: xorshift. */
export function draw(): number {
  let x = control[Head.RANDOM] as number;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  control[Head.RANDOM] = x;
  return x;
}

function record(depth: number, thread: number, enabled: number): void {
  const from = threadAt(thread);
  const to = stepAt(depth);
  control[to + Step.THREAD] = thread;
  control[to + Step.OP] = control[from + Thread.OP] as number;
  control[to + Step.OBJECT] = control[from + Thread.OBJECT] as number;
  control[to + Step.FOOT] = control[from + Thread.FOOT] as number;
  control[to + Step.ACCESS] = control[from + Thread.ACCESS] as number;
  control[to + Step.ENABLED] = enabled;
  const isTimed = control[from + Thread.TIMED] === 1;
  control[to + Step.TEST] = isTimed ? Test.NONE : (control[from + Thread.TEST] as number);
  control[to + Step.VALUE] = control[from + Thread.VALUE] as number;
  control[to + Step.WORD] = control[from + Thread.WORD] as number;
  control[to + Step.BEFORE] = wordOf(from + Thread.WORD);
  control[to + Step.OTHER_TEST] = control[from + Thread.OTHER_TEST] as number;
  control[to + Step.OTHER_VALUE] = control[from + Thread.OTHER_VALUE] as number;
  control[to + Step.OTHER_WORD] = control[from + Thread.OTHER_WORD] as number;
  control[to + Step.OTHER_BEFORE] = wordOf(from + Thread.OTHER_WORD);
  control[to + Step.FLAGS] = isTimed && !isReady(from) ? StepFlag.GAVE_UP : 0;
  control[to + Step.STARTED] = NOBODY;
  control[to + Step.SEEN] = 0;
  control[to + Step.FIRST] = uncountedIn(enabled) + 1;
  control[to + Step.ASLEEP] = sleepers();
  control[to + Step.ASLEEP_ENDS] = control[Head.SLEEP_ENDS] as number;
  control[from + Thread.LAST_STEP] = depth;
  control[from + Thread.STATE] = ThreadState.RUNNING;
  control[Head.DEPTH] = depth + 1;
}

function isAnyParked(): boolean {
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    const at = threadAt(n);
    if (control[at + Thread.STATE] === ThreadState.AT_STEP && control[at + Thread.PARKED] === 1) return true;
  }
  return false;
}

/** A thread that polls goes on once another one has written anything but what both only lock. */
function unpark(taken: number): void {
  const at = threadAt(taken);
  if (control[at + Thread.ACCESS] !== Access.WRITE || LASTS_NOT.includes(control[at + Thread.OP] as number)) return;
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    if (n !== taken) control[threadAt(n) + Thread.PARKED] = 0;
  }
}

/** A thread has ended, which others may have waited for awake. */
export function unparkAll(): void {
  for (let n = 0; n < (control[Head.THREADS] as number); n++) control[threadAt(n) + Thread.PARKED] = 0;
}

const LASTS_NOT = (['acquire', 'release', 'wait'] as const).map((op) => operations.indexOf(op));

/** Gives a thread that is about to be started its place in the schedule; NOBODY if there are too many. */
export function addThread(slotAddress: number): number {
  const ordinal = control[Head.THREADS] as number;
  if (ordinal === MAX_CONTROLLED) return NOBODY;
  control[Head.THREADS] = ordinal + 1;
  const at = threadAt(ordinal);
  control.fill(0, at, at + Thread.SIZE);
  control[at + Thread.STATE] = ThreadState.AT_STEP;
  control[at + Thread.OP] = BEGIN;
  control[at + Thread.REASON] = NOBODY;
  control[at + Thread.SLOT] = slotAddress;
  const isDaemon = isDaemonSlot(slotAddress);
  control[at + Thread.DAEMON] = isDaemon ? 1 : 0;
  if (isDaemon) control[Head.DAEMONS] = (control[Head.DAEMONS] as number) + 1;
  control[at + Thread.LAST_STEP] = NOBODY;
  control[ordinalAt(slotNumber(slotAddress))] = ordinal + 1;
  return ordinal;
}

/** The thread of the calling worker, as its starter has entered it; NOBODY for a job that is no thread of the schedule. */
export function ownOrdinal(): number {
  return (control[ordinalAt(slotNumber(ownSlot()))] as number) - 1;
}

/** Forgets which slot belongs to which thread. */
export function clearOrdinals(): void {
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    control[ordinalAt(slotNumber(control[threadAt(n) + Thread.SLOT] as number))] = 0;
  }
  control[Head.THREADS] = 0;
}
