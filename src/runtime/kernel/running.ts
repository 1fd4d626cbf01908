/**
 * The running count: how many threads neither sleep nor are parked. When it is 0, no thread can continue before a deadline.
 *
 * It is never 0 while a woken thread is on its way: the starter counts the thread that it starts, and the waker, which itself
 * runs, counts those that it wakes. A thread that leaves a sleep for any other reason counts itself.
 */
import { words } from '../memory/arena.js';
import { Control } from '../memory/map.js';

/** Returns how many threads run now. */
export function running(): number {
  return Atomics.load(words, Control.RUNNING);
}

/** A thread is about to be handed its job. */
export function countStarted(): void {
  Atomics.add(words, Control.RUNNING, 1);
}

/** The calling thread is about to sleep, or has ended. Returns true if no thread runs any more. */
export function countAsleep(): boolean {
  return Atomics.sub(words, Control.RUNNING, 1) === 1;
}

/** The calling thread has left a sleep that no waker counted it for. */
export function countAwake(): void {
  Atomics.add(words, Control.RUNNING, 1);
}

/** The calling thread has woken `count` threads. */
export function countWoken(count: number): void {
  Atomics.add(words, Control.RUNNING, count);
}

/** A worker that was counted has died. */
export function countDied(): void {
  Atomics.sub(words, Control.RUNNING, 1);
}

/** For the host: sets the count. */
export function setRunning(count: number): void {
  Atomics.store(words, Control.RUNNING, count);
}

/** All threads sleep, but `counted` are counted: sets the count to 0, unless it has changed. */
export function repairRunning(counted: number): boolean {
  return Atomics.compareExchange(words, Control.RUNNING, counted, 0) === counted;
}

/**
 * For the host: counts the host as a running thread during `action`. So no thread that it wakes can be the last to fall asleep
 * before all are awake.
 */
export function countedAsRunning<T>(action: () => T): T {
  Atomics.add(words, Control.RUNNING, 1);
  const value = action();
  Atomics.sub(words, Control.RUNNING, 1);
  return value;
}

/**
 * Lets the caller advance the virtual clock, and counts it as very many threads meanwhile. An advance can begin only while no
 * thread runs, so there is only one at a time; and none of the threads that it wakes can be the last to fall asleep before
 * it is done.
 */
export function beginAdvance(): boolean {
  return Atomics.compareExchange(words, Control.RUNNING, 0, ADVANCING) === 0;
}

/** The advance is over. Returns true if no thread runs. */
export function endAdvance(): boolean {
  return Atomics.sub(words, Control.RUNNING, ADVANCING) === ADVANCING;
}

/** The advance is over, and has woken the caller as well. */
export function endAdvanceAwake(): void {
  Atomics.sub(words, Control.RUNNING, ADVANCING - 1);
}

const ADVANCING = 2 ** 20;
