/**
 * The controlled kernel: the threads of a schedule take turns at announced operations. There is no thread in between that
 * directs them: a thread that stops at a step chooses the next one (`schedule.ts`), wakes it, and sleeps until it is chosen.
 *
 * A thread takes its step when it is chosen, by running on to its next announcement. So all that lies between two steps belongs
 * to one thread alone, and the mutexes inside primitives are never contended.
 */

import { callHangJudge } from '../kernel/hooks.js';
import {
  type Announcement,
  type Controller,
  expectResumption,
  isWithinStep,
  operations,
  takeResumption,
} from '../kernel/step.js';
import { isUnwinding, refuseWhileUnwinding, setUnwinding } from '../kernel/unwind.js';
import {
  Abort,
  Access,
  control,
  EITHER,
  Foot,
  giveTurn,
  Head,
  MAX_CONTROLLED,
  NOBODY,
  Step,
  StepFlag,
  setActive,
  sleepUntilTurn,
  stepAt,
  Test,
  Thread,
  ThreadState,
  threadAt,
} from '../memory/control-block.js';
import { arenaWords, ownParker, ownSlot } from '../memory/outside.js';
import { forgetReads, isPolling, mix, noteResult } from './rounds.js';
import { addThread, draw, ownOrdinal, takeNext, unparkAll } from './schedule.js';
import { wakeLookers } from './sleep-sets.js';

const words = arenaWords();

/** The calling thread's place in the schedule; NOBODY outside one. */
let me = NOBODY;
/** Program seconds: each thread has a clock of its own, which its sleeps and timeouts move on. */
let clock = 0;
/** True while MainThread judges a schedule that hangs. */
let isJudging = false;
/** True while the thread is to give up where it would wait. */
let isTrying = false;

/** Told of each step that the calling thread has taken, in a schedule that is told; and of its log. */
export interface Teller {
  /** The thread is at its `nth` step, from 0. */
  announce(thread: number, nth: number): void;
  /** What the step has come to. */
  result(step: number, op: string, value: number | undefined): void;
  log(step: number, thread: number, text: string): void;
  /** The schedule is given up, and no thread has left its place yet. Called in MainThread. */
  abandoned(): void;
}

let teller: Teller | undefined;

/** Sets what is told of the calling worker's steps while TOLD is set. */
export function setTeller(to: Teller): void {
  teller = to;
}

function told(): Teller | undefined {
  return control[Head.TOLD] === 0 ? undefined : teller;
}

/** How many steps the thread has come to. */
let announced = 0;

function isOutside(): boolean {
  return me === NOBODY || control[Head.ACTIVE] === 0;
}

export const controller: Controller = {
  step(announcement) {
    if (isOutside() || isWithinStep()) return;
    // The number of a thread's name: only another thread could take it first.
    if (announcement.op === 'create' && isAlone()) return;
    take(announcement);
  },

  wait(word, expected, deadline, reason, object) {
    if (isJudging) return waitInVain(word, expected, deadline);
    if (isOutside()) return undefined;
    refuseWhileUnwinding();
    if (words[word] !== expected) return true;
    if (deadline !== Infinity && isTrying) {
      passUntil(deadline);
      noteGivenUp();
      return false;
    }
    const lock = takeResumption();
    const isTimed = deadline !== Infinity;
    take({
      op: 'resume',
      object,
      // A wait that only ends by what it waits for collides with nothing any more.
      foot: lock?.foot ?? (isTimed || object === 0 || isMonitored(word) ? object : Foot.NONE),
      access: Access.WRITE,
      test: Test.DIFFERENT,
      word,
      value: expected,
      ...(lock && { otherTest: Test.ZERO_OR, otherWord: lock.word }),
      isTimed,
      reason,
    });
    if (words[word] !== expected) return true;
    passUntil(deadline);
    return false;
  },

  sleep(seconds) {
    if (isOutside()) return false;
    take({ op: 'sleep', object: 0, foot: Foot.NONE, access: Access.NONE });
    clock += seconds;
    return true;
  },

  now() {
    return isOutside() ? undefined : clock;
  },

  makeRoom() {
    if (isOutside() || (control[Head.THREADS] as number) < MAX_CONTROLLED) return;
    control[Head.ABORT] = Abort.TOO_MANY_THREADS;
    abandon();
    awaitTurn();
  },

  add(slotAddress) {
    if (isOutside()) return;
    const child = addThread(slotAddress);
    control[threadAt(child) + Thread.PRIORITY] = draw();
    control[stepAt(control[threadAt(me) + Thread.LAST_STEP] as number) + Step.STARTED] = child;
  },

  awaitBeginning() {
    me = ownOrdinal();
    if (me !== NOBODY && control[threadAt(me) + Thread.STATE] === ThreadState.ENDED) me = NOBODY;
    if (me !== NOBODY) sleepUntilTurn(me);
  },

  begin() {
    if (me === NOBODY) return;
    prepare();
    leaveIfAbandoned();
  },

  observe(op, value) {
    if (isOutside() || isUnwinding()) return;
    noteResult(op, value);
    const step = control[threadAt(me) + Thread.LAST_STEP] as number;
    if (step !== NOBODY) {
      const seen = stepAt(step) + Step.SEEN;
      control[seen] = mix(mix(control[seen] as number, op.charCodeAt(0) + op.length, 0), value ?? 0, 0);
    }
    told()?.result(step, op, value);
  },

  end() {
    const self = me;
    me = NOBODY;
    if (self === NOBODY || control[Head.ACTIVE] === 0 || isUnwinding()) return undefined;
    return () => endThread(self);
  },

  noteEnd() {
    if (!isOutside() && !isUnwinding()) markEnd(me);
  },

  finish() {
    if (!isOutside() && control[Head.DAEMONS] !== 0)
      take({ op: 'end', object: 0, foot: Foot.END, access: Access.WRITE });
  },

  log(text) {
    if (!isOutside()) told()?.log(control[threadAt(me) + Thread.LAST_STEP] as number, me, text);
  },
};

function endThread(self: number): void {
  const at = threadAt(self);
  control[at + Thread.STATE] = ThreadState.ENDED;
  markEnd(self);
  passTurn(self);
}

function markEnd(self: number): void {
  flag(control[threadAt(self) + Thread.LAST_STEP] as number, StepFlag.ENDS);
  unparkAll();
  wakeLookers(self);
}

/** Makes the calling MainThread the first thread of a schedule. */
export function enterSchedule(): void {
  addThread(ownSlot());
  control[threadAt(0) + Thread.STATE] = ThreadState.RUNNING;
  control[threadAt(0) + Thread.PRIORITY] = draw();
  me = 0;
  prepare();
  setActive(true);
}

function prepare(): void {
  // The beginning of a thread is a step, but not one that it announces.
  announced = me === 0 ? 0 : 1;
  clock = 0;
  isTrying = false;
  forgetReads();
  expectResumption(undefined);
}

/** The schedule is over: what MainThread does from now on is no step of it. */
export function leaveSchedule(): void {
  me = NOBODY;
  setActive(false);
}

function isAlone(): boolean {
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    if (n !== me && control[threadAt(n) + Thread.STATE] !== ThreadState.ENDED) return false;
  }
  return true;
}

/** Publishes the calling thread's next step, and returns when it has been chosen. */
function take(next: Announcement): void {
  refuseWhileUnwinding();
  const at = threadAt(me);
  control[at + Thread.PARKED] = isPolling(next) ? 1 : 0;
  if (control[at + Thread.PARKED] === 1) control[Head.CUT] = 1;
  publish(at, next);
  told()?.announce(me, announced++);
  isTrying = next.isTry === true;
  control[at + Thread.STATE] = ThreadState.AT_STEP;
  if (passTurn(me) !== me) awaitTurn();
}

function publish(at: number, next: Announcement): void {
  control[at + Thread.OP] = operations.indexOf(next.op);
  control[at + Thread.OBJECT] = next.object;
  control[at + Thread.FOOT] = next.foot ?? next.object;
  control[at + Thread.ACCESS] = next.access;
  control[at + Thread.TEST] = next.test ?? Test.NONE;
  control[at + Thread.WORD] = next.word ?? 0;
  control[at + Thread.VALUE] = next.value ?? 0;
  control[at + Thread.OTHER_TEST] = (next.otherTest ?? Test.NONE) | (next.either ? EITHER : 0);
  control[at + Thread.OTHER_WORD] = next.otherWord ?? 0;
  control[at + Thread.OTHER_VALUE] = next.otherValue ?? 0;
  control[at + Thread.TIMED] = next.isTimed ? 1 : 0;
  control[at + Thread.REASON] = next.reason ?? -1;
}

/** Chooses the next thread, and wakes it if it is another one. Returns NOBODY if the schedule is given up. */
function passTurn(self: number): number {
  const next = takeNext(self);
  if (next === NOBODY) abandon();
  else if (next !== self) giveTurn(next);
  return next;
}

function awaitTurn(): void {
  sleepUntilTurn(me);
  leaveIfAbandoned();
}

function leaveIfAbandoned(): void {
  if (control[Head.ABORT] !== Abort.NONE) leaveAbandoned();
}

/** The schedule is given up: MainThread has to judge it, and unwinds the others. */
function abandon(): void {
  if (me === 0) leaveAbandoned();
  giveTurn(0);
}

function leaveAbandoned(): void {
  if (me === 0 && !isUnwinding()) {
    told()?.abandoned();
    // What a judge reads is no step.
    me = NOBODY;
    isJudging = true;
    callHangJudge();
    isJudging = false;
    me = 0;
    unwindOthers();
  }
  refuseWhileUnwinding();
}

/** All threads stand still while a hang is judged: what a demo's `result` waits for does not come. */
function waitInVain(word: number, expected: number, deadline: number): boolean {
  if (words[word] !== expected) return true;
  if (deadline !== Infinity) return false;
  setUnwinding(true);
  refuseWhileUnwinding();
  return false;
}

/** MainThread is over, or the schedule is given up: the threads that are left leave by a throw. */
export function unwindOthers(): void {
  if (control[Head.ABORT] === Abort.NONE) control[Head.ABORT] = Abort.OVER;
  setUnwinding(true);
  for (let n = 1; n < (control[Head.THREADS] as number); n++) giveTurn(n);
}

/** A timeout has passed that was due at `deadline`. */
function passUntil(deadline: number): void {
  if (deadline > clock && deadline !== Infinity) clock = deadline;
}

function noteGivenUp(): void {
  flag(control[threadAt(me) + Thread.LAST_STEP] as number, StepFlag.GAVE_UP);
}

function flag(step: number, bit: number): void {
  if (step !== NOBODY) control[stepAt(step) + Step.FLAGS] = (control[stepAt(step) + Step.FLAGS] as number) | bit;
}

/** True for a wait in a wait queue, whose resumption goes on to work on the object. */
function isMonitored(word: number): boolean {
  return word === ownParker();
}
