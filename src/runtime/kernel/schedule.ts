/**
 * One controlled schedule: which threads it has, and which of them takes the next step.
 *
 * Only the thread whose turn it is writes the control block, so its words are plain. The turn passes by an atomic store to the
 * next thread's GO, which publishes them.
 */
import {
  Abort,
  Access,
  control,
  EITHER,
  Foot,
  Head,
  MAX_CONTROLLED,
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
  threadFoot,
} from '../memory/control-block.js';
import { arenaWords, isDaemonSlot, ownSlot, slotNumber } from '../memory/outside.js';
import { operations } from './step.js';

const words = arenaWords();

export const NOBODY = -1;

/** The threads that can take their next step, as a set. */
export function enabledThreads(): number {
  let enabled = 0;
  const count = control[Head.THREADS] as number;
  for (let n = 0; n < count; n++) if (isEnabled(threadAt(n))) enabled |= 1 << n;
  return enabled;
}

function isEnabled(at: number): boolean {
  if (control[at + Thread.STATE] !== ThreadState.AT_STEP || control[at + Thread.PARKED] === 1) return false;
  const isFirst = control[at + Thread.TIMED] === 1 || holds(at + Thread.TEST);
  const other = control[at + Thread.OTHER_TEST] as number;
  if (other === Test.NONE) return isFirst;
  const isOther = passes(other & ~EITHER, read(at + Thread.OTHER_WORD), control[at + Thread.OTHER_VALUE] as number);
  return other & EITHER ? isFirst || isOther : isFirst && isOther;
}

/** Without its timeout: whether the step need not give up. */
function isReady(at: number): boolean {
  return holds(at + Thread.TEST);
}

function holds(at: number): boolean {
  const test = control[at] as number;
  return test === Test.NONE || passes(test, read(at + 1), control[at + 2] as number);
}

function read(at: number): number {
  return words[control[at] as number] as number;
}

/** Whether a word that holds `found` passes a test. */
export function passes(test: number, found: number, value: number): boolean {
  switch (test) {
    case Test.EQUAL:
      return found === value;
    case Test.DIFFERENT:
      return found !== value;
    case Test.LESS:
      return found < value;
    case Test.AT_LEAST:
      return found >= value;
    case Test.ZERO_OR:
      return found === 0 || found === value;
    default:
      return true;
  }
}

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

function sleepers(): number {
  return control[Head.SLEEP] as number;
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
  control[to + Step.BEFORE] = read(from + Thread.WORD);
  control[to + Step.OTHER_TEST] = control[from + Thread.OTHER_TEST] as number;
  control[to + Step.OTHER_VALUE] = control[from + Thread.OTHER_VALUE] as number;
  control[to + Step.OTHER_WORD] = control[from + Thread.OTHER_WORD] as number;
  control[to + Step.OTHER_BEFORE] = read(from + Thread.OTHER_WORD);
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

/** Sleep sets: a thread sleeps on until a step is taken that its own next one depends on. */
function wakeDependent(taken: number): void {
  let asleep = sleepers() & ~(1 << taken);
  const at = threadAt(taken);
  for (let n = 0; n < MAX_CONTROLLED; n++) {
    if ((asleep & (1 << n)) !== 0 && areDependent(threadAt(n), at, n)) asleep &= ~(1 << n);
  }
  control[Head.SLEEP] = asleep;
  control[Head.SLEEP_ENDS] = (control[Head.SLEEP_ENDS] as number) & asleep;
}

/** A thread has ended: threads that sleep before a look at that are to look again. */
export function wakeLookers(ended: number): void {
  if ((control[Head.DEPTH] as number) < (control[Head.PREFIX] as number)) return;
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    const at = threadAt(n);
    const foot = control[at + Thread.FOOT] as number;
    const looks = foot === threadFoot(ended) || looksAtEnds(foot, control[at + Thread.ACCESS] as number, ended);
    if (looks) control[Head.SLEEP] = sleepers() & ~(1 << n);
  }
}

/**
 * Whether the next steps of two threads depend on each other. `a` may be known to end its thread; whether `b` does, which is
 * about to be taken, shows later (`wakeLookers`).
 */
function areDependent(a: number, b: number, ordinalOfA: number): boolean {
  const footA = control[a + Thread.FOOT] as number;
  const footB = control[b + Thread.FOOT] as number;
  if (footA === Foot.END || footB === Foot.END) return true;
  if ((control[Head.SLEEP_ENDS] as number) & (1 << ordinalOfA)) {
    if (footB === threadFoot(ordinalOfA)) return true;
    if (looksAtEnds(footB, control[b + Thread.ACCESS] as number, ordinalOfA)) return true;
  }
  if (footA === Foot.NONE || footA !== footB) return false;
  return control[a + Thread.ACCESS] === Access.WRITE || control[b + Thread.ACCESS] === Access.WRITE;
}

/**
 * Whether a step collides with a thread's end, whichever thread it is: it looks at all threads (of which MainThread remains one),
 * or sets what is called for those that fail.
 */
export function looksAtEnds(foot: number, access: number, ended: number): boolean {
  return foot === Foot.HOOK || (foot === Foot.THREADS && access === Access.READ && ended !== 0);
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

/**
 * The starts and joins of MainThread and the beginning of each thread are steps like others, but do not count as such: threads
 * interleave once they are started. (A join with a timeout counts: it may go before the end of the thread, and after. So does the
 * beginning of a daemon: the program may end before it.)
 */
export function isUncounted(thread: number, op: number, test: number): boolean {
  return isTakenFirst(thread, op, test) || (thread === 0 && op === END);
}

/** The first thread of a set whose next step does not count, and collides with nothing that does; NOBODY for none. */
function uncountedIn(enabled: number): number {
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    const at = threadAt(n);
    const op = control[at + Thread.OP] as number;
    if (enabled & (1 << n) && isTakenFirst(n, op, control[at + Thread.TEST] as number)) return n;
  }
  return NOBODY;
}

function isTakenFirst(thread: number, op: number, test: number): boolean {
  if (op === BEGIN) return control[threadAt(thread) + Thread.DAEMON] === 0;
  return thread === 0 && (op === START || op === CREATE || (op === JOIN && test !== Test.NONE));
}

const BEGIN = operations.indexOf('begin');
const START = operations.indexOf('start');
const CREATE = operations.indexOf('create');
const JOIN = operations.indexOf('join');
const END = operations.indexOf('end');

/** Forgets which slot belongs to which thread. */
export function clearOrdinals(): void {
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    control[ordinalAt(slotNumber(control[threadAt(n) + Thread.SLOT] as number))] = 0;
  }
  control[Head.THREADS] = 0;
}
