/** What the floors above do at certain points of the kernel, which calls them without knowing them. */
import { slot, words } from '../memory/arena.js';
import { Control, Interrupt, Slot } from '../memory/map.js';

/** What a worker has the kernel call. */
export interface Hooks {
  /** The thread is asked where it is. */
  report?(): void;
  /** The thread is about to sleep while waits are traced. Returns what to call when it goes on. */
  aroundSleep?(word: number, reason: number, object: number): (() => void) | undefined;
  /** A signal has come, in the middle of a sleep. It may itself sleep. */
  onSignal?(): void;
  /** The thread was the last to fall asleep, and no deadline is pending. */
  onAllAsleep?(): void;
}

/** Those of this worker; none in the host. */
export const hooks: Hooks = {};

export function installHooks(added: Hooks): void {
  Object.assign(hooks, added);
}

/** Called before this thread sleeps for the first time after it was started, or after it started others. */
export let beforeSleep: (() => void) | undefined;

export function setBeforeSleep(action: (() => void) | undefined): void {
  beforeSleep = action;
}

/** Called in the thread of HANG_JUDGE when no thread can continue: it is to judge that, and to begin the unwinding. */
export let judgeHang: (() => void) | undefined;

/** Says what to do when no thread can continue, in place of the host; undefined leaves it to the host again. */
export function setHangJudge(action: (() => void) | undefined): void {
  judgeHang = action;
  Atomics.store(words, Control.HANG_JUDGE, action ? slot : 0);
}

/** Reports where the calling thread is, if it was asked while it runs. */
export function reportIfAsked(): void {
  if ((Atomics.load(words, slot + Slot.INTERRUPT) & Interrupt.REPORT) === 0) return;
  Atomics.and(words, slot + Slot.INTERRUPT, ~Interrupt.REPORT);
  hooks.report?.();
}
