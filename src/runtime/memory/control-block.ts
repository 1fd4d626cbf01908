/**
 * The control block of a controlled run: which thread is at which step, the schedule to follow, and the schedule as it went. It
 * has memory of its own, for the arena is put back after each schedule.
 *
 *     Head        words that hold for the whole schedule
 *     threads     one entry per thread, in the order of their starts
 *     ordinals    for each slot: the thread that has it
 *     prefix      the threads that are to take the first steps
 *     steps       one record per step that was taken
 */
import { workerData } from 'node:worker_threads';
import { MAX_THREADS as MAX_SLOTS } from './map.js';

/** No thread, in place of an ordinal. */
export const NOBODY = -1;

/** The most threads of a controlled schedule, MainThread included: a set of threads is the bits of a word. */
export const MAX_CONTROLLED = 32;
/** The most steps of a controlled schedule. */
export const MAX_DEPTH = 10_000;

/** Words of the head. */
export const Head = {
  /** 1 while a schedule is under way. */
  ACTIVE: 0,
  /** An `Abort`. */
  ABORT: 1,
  /** How many steps have been taken. */
  DEPTH: 2,
  /** The most steps that may be. */
  MAX_STEPS: 3,
  /** The number of steps that are given. */
  PREFIX: 4,
  /** The set of threads that sleep (in the sense of sleep sets) before the last given step. */
  SLEEP: 5,
  /** Those of them whose next step ends them. */
  SLEEP_ENDS: 6,
  /** How many threads were started, MainThread included. */
  THREADS: 7,
  /** A `Policy`: who goes on after the given steps. */
  POLICY: 8,
  /** State of the random numbers of the policies that draw. */
  RANDOM: 9,
  /** 1: the host asks for an end after this schedule. */
  STOP: 10,
  /** How many schedules have been run, and how many classes found: what the host shows meanwhile. */
  SCHEDULES: 11,
  CLASSES: 12,
  /** The number of a story: each step is told to the host; 0: it is not. */
  TOLD: 13,
  /** About how many schedules there are; 0 while that is not known. */
  ESTIMATE: 14,
  /** How many daemons were started. */
  DAEMONS: 17,
  /** How often threads that poll have gone on although nothing had changed. */
  REVIVED: 16,
  /** 1: a polling loop was cut. */
  CUT: 15,
} as const;

/** Why a schedule was given up. */
export const Abort = {
  NONE: 0,
  /** No thread can continue. */
  DEADLOCK: 1,
  /** It has MAX_STEPS steps. */
  TOO_LONG: 2,
  /** A thread that is to take a given step cannot. */
  DIVERGED: 3,
  /** All threads that can continue sleep: what follows is the same as in a schedule that was run before. */
  REDUNDANT: 4,
  /** More than MAX_CONTROLLED threads. */
  TOO_MANY_THREADS: 5,
  /** Threads poll, and nobody changes what they read. */
  POLLS: 6,
  /** MainThread is over, and only daemons are left. */
  OVER: 7,
} as const;

/** Who takes the next step, once the given ones have been taken. */
export const Policy = {
  /** The thread that took the last one if it can; else the lowest that can. */
  STAY: 0,
  /** Partial order sampling: the step with the highest random priority. */
  RANDOM: 1,
} as const;

/** Words of a thread's entry. */
export const Thread = {
  /** A `ThreadState`. */
  STATE: 0,
  /** 1: it is the thread's turn. It sleeps on this word. */
  GO: 1,
  /** The slot that it has. */
  SLOT: 2,
  /** The next step: an `Op`, the object, the footprint, and an `Access` to it. */
  OP: 3,
  OBJECT: 4,
  FOOT: 5,
  ACCESS: 6,
  /** The step can be taken if the tests hold. */
  TEST: 7,
  WORD: 8,
  VALUE: 9,
  OTHER_TEST: 10,
  OTHER_WORD: 11,
  OTHER_VALUE: 12,
  /** 1: it can be taken without the first test, as a timeout that has passed. */
  TIMED: 13,
  /** The number of its last step; −1 for none. */
  LAST_STEP: 14,
  /** Random priority of the next step. */
  PRIORITY: 15,
  /** For a diagnosis: a reason's number. */
  REASON: 16,
  /** 1: the thread polls, and goes on once another one has changed something. */
  PARKED: 17,
  /** 1: a daemon. */
  DAEMON: 18,
  SIZE: 32,
} as const;

export const ThreadState = {
  NONE: 0,
  /** It is at a step: at first, where it begins. */
  AT_STEP: 1,
  /** It has taken a step, and has not come to the next. */
  RUNNING: 2,
  ENDED: 3,
} as const;

/** What a step does to its footprint. */
export const Access = { NONE: 0, READ: 1, WRITE: 2 } as const;

/** A test of a word of the arena. */
export const Test = {
  NONE: 0,
  /** The word is the value. */
  EQUAL: 1,
  DIFFERENT: 2,
  LESS: 3,
  AT_LEAST: 4,
  /** The word is 0 or the value. */
  ZERO_OR: 5,
} as const;

/** How the second test of a step counts: it is one of `Test`, with this bit if either suffices. */
export const EITHER = 16;

/** Words of a step's record. */
export const Step = {
  THREAD: 0,
  OP: 1,
  OBJECT: 2,
  FOOT: 3,
  ACCESS: 4,
  /** The set of threads that could have taken a step. */
  ENABLED: 5,
  /** The words of its tests, and what they held before the step. */
  TEST: 6,
  WORD: 7,
  BEFORE: 8,
  OTHER_WORD: 9,
  OTHER_BEFORE: 10,
  /** `StepFlag`s. */
  FLAGS: 11,
  VALUE: 12,
  OTHER_TEST: 13,
  OTHER_VALUE: 14,
  /** The thread that it has started; −1 for none. */
  STARTED: 15,
  /** The set of threads that sleep before the step, and those of them whose next step ends them. */
  ASLEEP: 16,
  ASLEEP_ENDS: 17,
  /** A thread that could take a step that does not count, and 1; 0 for none. Such a step comes first where interleavings are enumerated. */
  FIRST: 18,
  /** A number that stands for what has been observed of it. */
  SEEN: 19,
  SIZE: 20,
} as const;

export const StepFlag = {
  /** The thread has ended since, without a further step. */
  ENDS: 1,
  /** A timeout has passed. */
  GAVE_UP: 2,
} as const;

/** Footprints that are no objects. A thread's own is negative. */
export const Foot = {
  NONE: 0,
  /** The table of threads. */
  THREADS: 1,
  /** The end of the program, which ends all daemons. */
  END: 2,
  /** What is called when an exception ends a thread. */
  HOOK: 3,
} as const;

/** The footprint of a thread: its life. */
export function threadFoot(ordinal: number): number {
  return -(ordinal + 1);
}

/** The footprint of a thread's name. */
export function nameFoot(ident: number): number {
  return -(ident + MAX_CONTROLLED);
}

const HEAD_SIZE = 64;
const ORDINALS = HEAD_SIZE + MAX_CONTROLLED * Thread.SIZE;
const PREFIX = ORDINALS + MAX_SLOTS + 1;
const STEPS = PREFIX + MAX_DEPTH;
const SIZE = STEPS + MAX_DEPTH * Step.SIZE;

/** The address of a thread's entry. */
export function threadAt(ordinal: number): number {
  return HEAD_SIZE + ordinal * Thread.SIZE;
}

/** The address of the word that says which thread has the slot of this number: its ordinal and 1; 0 for none. */
export function ordinalAt(slotNumber: number): number {
  return ORDINALS + slotNumber;
}

/** The address of the word for the thread of a given step. */
export function prefixAt(depth: number): number {
  return PREFIX + depth;
}

/** The address of a step's record. */
export function stepAt(depth: number): number {
  return STEPS + depth * Step.SIZE;
}

/** Returns memory for a control block. */
export function newControlBlock(): SharedArrayBuffer {
  return new SharedArrayBuffer(SIZE * 4);
}

const given: SharedArrayBuffer | undefined = workerData?.pyconc?.control;

/** True in a worker of a controlled run. A constant of the worker, so that code for the other case costs nothing. */
export const isControlled: boolean = given !== undefined;

/** The control block; empty where no run is controlled. */
export const control: Int32Array = new Int32Array(given ?? new SharedArrayBuffer(0));

/** Passes the turn to a thread. All that the caller has written to the control block is published by this. */
export function giveTurn(ordinal: number): void {
  const go = threadAt(ordinal) + Thread.GO;
  Atomics.store(control, go, 1);
  Atomics.notify(control, go);
}

/**
 * Sleeps until a thread's turn. No spinning: the other threads need the core, and hand-overs through a spin take longer.
 */
export function sleepUntilTurn(ordinal: number): void {
  const go = threadAt(ordinal) + Thread.GO;
  while (Atomics.load(control, go) === 0) Atomics.wait(control, go, 0);
  Atomics.store(control, go, 0);
}

/** Whether a schedule is under way, for threads that do not have the turn. */
export function setActive(isActive: boolean): void {
  Atomics.store(control, Head.ACTIVE, isActive ? 1 : 0);
}
