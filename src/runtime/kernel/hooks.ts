/** Hooks: functions of the floors above that the kernel calls without importing them. */
import type { WaitObject } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { Control, Interrupt, Slot } from '../memory/map.js';

/** The hooks that a worker installs. */
export interface Hooks {
  /** The thread has been asked where it is. */
  report?(): void;
  /** The thread is about to sleep while waits are traced. Returns a function to call when it goes on. */
  aroundSleep?(word: number, reason: number, object: WaitObject): (() => void) | undefined;
  /** A signal has come during a sleep. This hook may itself sleep. */
  onSignal?(): void;
  /** The thread was the last to fall asleep, and no deadline is pending. */
  onAllAsleep?(): void;
}

/** The hooks of this worker; none in the host. */
export const hooks: Hooks = {};

export function installHooks(added: Hooks): void {
  Object.assign(hooks, added);
}

/** Called before this thread's first sleep after it was started, or after it started others. */
export let beforeSleep: (() => void) | undefined;

export function setBeforeSleep(action: (() => void) | undefined): void {
  beforeSleep = action;
}

/** Called in the thread of HANG_JUDGE when no thread can continue: it judges the hang and begins the unwinding. */
export let judgeHang: (() => void) | undefined;

export function callHangJudge(): void {
  judgeHang?.();
}

/** Lets the calling thread judge a hang in place of the host; undefined leaves it to the host again. */
export function setHangJudge(action: (() => void) | undefined): void {
  judgeHang = action;
  Atomics.store(words, Control.HANG_JUDGE, action ? slot : 0);
}

/** Reports where the calling thread is, if it has been asked while running. */
export function reportIfAsked(): void {
  if ((Atomics.load(words, slot + Slot.INTERRUPT) & Interrupt.REPORT) === 0) return;
  Atomics.and(words, slot + Slot.INTERRUPT, ~Interrupt.REPORT);
  hooks.report?.();
}
