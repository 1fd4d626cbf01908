/**
 * The running count: how many threads neither sleep nor are parked. Where it is 0, no thread can continue before a deadline.
 *
 * It is never 0 while a thread is on the way to wake up: the starter counts the thread that it starts, and the waker, who runs
 * itself, those that it wakes. A thread that leaves a sleep for another reason counts itself.
 */
import { words } from '../memory/arena.js';
import { Control } from '../memory/map.js';

/** How many run now. */
export function running(): number {
  return Atomics.load(words, Control.RUNNING);
}

/** A thread is about to be handed its job. */
export function countStarted(): void {
  Atomics.add(words, Control.RUNNING, 1);
}

/** The calling thread is about to sleep, or is over. True if no thread runs any more. */
export function countAsleep(): boolean {
  return Atomics.sub(words, Control.RUNNING, 1) === 1;
}

/** The calling thread has left a sleep that nobody woke it from. */
export function countAwake(): void {
  Atomics.add(words, Control.RUNNING, 1);
}

/** The calling thread has woken so many. */
export function countWoken(count: number): void {
  Atomics.add(words, Control.RUNNING, count);
}

/** A worker has died that was counted. */
export function countDied(): void {
  Atomics.sub(words, Control.RUNNING, 1);
}

/** Sets the count to what the host knows it to be. */
export function setRunning(count: number): void {
  Atomics.store(words, Control.RUNNING, count);
}

/** All threads sleep, but so many are counted: sets the count to 0, unless it has changed. */
export function repairRunning(counted: number): boolean {
  return Atomics.compareExchange(words, Control.RUNNING, counted, 0) === counted;
}

/**
 * For the host: counts it as a running thread during `action`. So of the threads that it wakes none is the last to fall asleep
 * before all are awake.
 */
export function countedAsRunning<T>(action: () => T): T {
  Atomics.add(words, Control.RUNNING, 1);
  const value = action();
  Atomics.sub(words, Control.RUNNING, 1);
  return value;
}

/**
 * The caller advances the virtual clock, and counts as very many threads meanwhile. Only one that finds no thread running can
 * begin to, so there is one at a time; and the threads that it wakes cannot be the last to fall asleep before it is done.
 */
export function beginAdvance(): boolean {
  return Atomics.compareExchange(words, Control.RUNNING, 0, ADVANCING) === 0;
}

/** The advance is over. True if no thread runs. */
export function endAdvance(): boolean {
  return Atomics.sub(words, Control.RUNNING, ADVANCING) === ADVANCING;
}

/** The advance is over, and the caller one of the threads that it has woken. */
export function endAdvanceAwake(): void {
  Atomics.sub(words, Control.RUNNING, ADVANCING - 1);
}

const ADVANCING = 2 ** 20;
