/**
 * The seam between the primitives and the kernel that schedules their threads. Each visible operation is announced here before
 * it happens.
 *
 * The free kernel lets all threads run whenever they can, so an announcement does nothing: `isControlled` is a constant of the
 * worker, and the compiler leaves the rest out. The controlled kernel (`controller.ts`, loaded only where a run is controlled)
 * lets one thread run at a time and chooses at each announcement which thread goes next.
 */
import type { ObjectAddress, WaitObject } from '../memory/address.js';
import { Access, Foot, isControlled, nameFoot, Test } from '../memory/control-block.js';

/** The visible operations. */
export const operations = [
  'load',
  'store',
  'acquire',
  'release',
  'wait',
  'resume',
  'notify',
  'put',
  'get',
  'sleep',
  'begin',
  'start',
  'join',
  'create',
  'look',
  'rename',
  'end',
] as const;

export type Operation = (typeof operations)[number];

/** What a thread does next. */
export interface Announcement {
  readonly op: Operation;
  /** The object, a thread with a negative sign, or 0. */
  readonly object: number;
  /** What the operation may collide on, if that is not the object itself. */
  readonly foot?: number;
  readonly access: number;
  /** The operation can be done while this test of a word holds; without a `test` the word is only one that it may change. */
  readonly test?: number;
  readonly word?: number;
  readonly value?: number;
  /** A second test; with `either`, one of the two suffices. */
  readonly otherTest?: number;
  readonly otherWord?: number;
  readonly otherValue?: number;
  readonly either?: boolean;
  /** The operation may be done without the first test, by giving up. */
  readonly isTimed?: boolean;
  /** A wait within this operation gives up at once: it has a timeout, which may pass at any time, or does not wait at all. */
  readonly isTry?: boolean;
  /** The reason's number, if the thread may have to wait. */
  readonly reason?: number;
}

/** The controlled kernel, as the seam knows it. */
export interface Controller {
  step(announcement: Announcement): void;
  /** Waits while the word holds `expected`; undefined if the caller is no thread of a controlled schedule. */
  wait(word: number, expected: number, deadline: number, reason: number, object: WaitObject): boolean | undefined;
  sleep(seconds: number): boolean;
  now(): number | undefined;
  /** The calling thread is about to start another, which may be one too many. */
  makeRoom(): void;
  /** It starts the thread of this slot. */
  add(slotAddress: number): void;
  /** The calling worker has been given a thread: returns when that is to begin. */
  awaitBeginning(): void;
  /** The thread begins. */
  begin(): void;
  /** What the calling thread's operation has come to. */
  observe(op: string, value: number | undefined): void;
  /**
   * The calling thread ends. Returns what is to be done once joiners can see that. (A thread that is unwound has nothing to do,
   * and by then another schedule may have begun.)
   */
  end(): (() => void) | undefined;
  /**
   * What the calling thread did in its last step has an effect as if it ended: `main` is over, or the thread fails, and looks for
   * the excepthook.
   */
  noteEnd(): void;
  /** MainThread is over, which ends all daemons. */
  finish(): void;
  log(text: string): void;
}

let controller: Controller | undefined;

export function installController(installed: Controller): void {
  controller = installed;
}

/** The controlled kernel; undefined in a worker whose run is free. */
export function controllerOf(): Controller | undefined {
  return isControlled ? controller : undefined;
}

// Each of these is a test of a constant and a call: so small that the compiler puts it in the place of its call, whatever else it
// has put there, and then drops it.

/** The calling thread is about to read the object. */
export function stepRead(op: Operation, at: number): void {
  if (isControlled) announce({ op, object: at, access: Access.READ });
}

/** The calling thread is about to do an operation on the object which others may see. */
export function step(op: Operation, at: number): void {
  if (isControlled) announceWrite(op, at);
}

/** As `step`, for an operation on a word that others test before theirs. */
export function stepOn(op: Operation, at: ObjectAddress, word: number): void {
  if (isControlled) announceWrite(op, at, word);
}

/**
 * The calling thread is about to take a lock: `word` is 0, or `mine` where the caller may have it already. With a `deadline`
 * other than Infinity it may give up.
 */
export function stepAcquire(at: ObjectAddress, word: number, mine: number, deadline: number, reason: number): void {
  if (isControlled) announceAcquire(at, word, mine, deadline, reason);
}

/** The calling thread is about to do an operation on a Condition at `at`, which works on its lock. */
export function stepUnder(op: Operation, at: ObjectAddress, lock: ObjectAddress, word: number): void {
  if (isControlled) announce({ op, object: at, foot: lock, access: Access.WRITE, word });
}

/** The calling thread is about to read, or to change, the name of the thread of this ident. */
export function stepName(op: Operation, ident: number, access: number): void {
  if (isControlled) announce({ op, object: -ident, foot: nameFoot(ident), access });
}

/** The calling thread is about to read, or to change, the table of threads. */
export function stepThreads(op: Operation, access: number): void {
  if (isControlled) announce({ op, object: 0, foot: Foot.THREADS, access });
}

/** The calling thread is about to change what is called when an exception ends a thread. */
export function stepHook(): void {
  if (isControlled) announce({ op: 'store', object: 0, foot: Foot.HOOK, access: Access.WRITE });
}

function announce(announcement: Announcement): void {
  controller?.step(announcement);
}

/** As `step`, for an operation on one or two words that others test before theirs. */
export function announceWrite(op: Operation, at: number, word = 0, otherWord = 0): void {
  announce({ op, object: at, access: Access.WRITE, word, otherWord });
}

function announceAcquire(at: ObjectAddress, word: number, mine: number, deadline: number, reason: number): void {
  const isTry = deadline !== Infinity;
  const test = isTry ? Test.NONE : Test.ZERO_OR;
  announce({ op: 'acquire', object: at, access: Access.WRITE, test, word, value: mine, isTry, reason });
}

/**
 * For a controlled run: the calling thread is about to do what waits until a word passes a test; with `isTry` it gives up where
 * it would wait. The second word is one that the operation may change.
 */
export function announceWhen(
  op: Operation,
  at: number,
  isTry: boolean,
  reason: number,
  [test, word, value]: readonly [test: number, word: number, value: number],
  [otherTest, otherWord, otherValue]: readonly [test: number, word: number, value: number] = UNTESTED,
): void {
  const access = op === 'join' ? Access.READ : Access.WRITE;
  const announced = { op, object: at, access, word, otherWord, isTry, reason };
  if (isTry) announce(announced);
  else announce({ ...announced, test, value, otherTest, otherValue, either: otherTest !== Test.NONE });
}

const UNTESTED = [Test.NONE, 0, 0] as const;

let isWithin = false;

/** Calls `action` as a part of the step that the calling thread has announced: what it announces itself is no further step. */
export function asOneStep<T>(action: () => T): T {
  if (!isControlled) return action();
  isWithin = true;
  try {
    return action();
  } finally {
    isWithin = false;
  }
}

/** True while the calling thread is within `asOneStep`. */
export function isWithinStep(): boolean {
  return isWithin;
}

/** What a resumption needs besides its wake-up: a lock that it takes back. */
export interface Resumption {
  readonly foot: ObjectAddress;
  /** The word that is 0 while the lock is free. */
  readonly word: number;
}

let resumption: Resumption | undefined;

/** The next wait of this thread takes back a lock. */
export function expectResumption(expected: Resumption | undefined): void {
  resumption = expected;
}

/** Returns what the wait that begins now takes back, once. */
export function takeResumption(): Resumption | undefined {
  const expected = resumption;
  resumption = undefined;
  return expected;
}
