/**
 * A monitor: a mutex inside an object, and conditions that threads wait for with the mutex let go. It is what Python's own Queue,
 * Semaphore and Barrier are made of (one Lock, and a Condition or three over it).
 *
 * A Monitor and its conditions say where their words are in each object of a class: there is one of them per class, not per
 * object, and each call is told the object's address.
 */
import * as mutex from './mutex.js';
import { awaitTurn, enlist, notify, WAIT_LIST_SIZE } from './wait-queue.js';

/** Words of a condition. */
export const CONDITION_SIZE = WAIT_LIST_SIZE;

export class Monitor {
  readonly #mutex: number;

  /** `word` is the mutex's, from the object's beginning. */
  constructor(word: number) {
    this.#mutex = word;
  }

  /** Takes the mutex of the object at `at`. `reason` says what for, for a diagnosis. */
  enter(at: number, reason: number): void {
    mutex.take(at + this.#mutex, Infinity, reason, at);
  }

  /** Releases it, which publishes all that was written under it. */
  leave(at: number): void {
    mutex.release(at + this.#mutex);
  }
}

export class MonitorCondition {
  readonly #monitor: Monitor;
  readonly #list: number;

  /** `word` is the condition's first, from the object's beginning. */
  constructor(monitor: Monitor, word: number) {
    this.#monitor = monitor;
    this.#list = word;
  }

  /**
   * Lets go of the mutex, sleeps until notified, or until `deadline` (program seconds), and takes the mutex again. False if the
   * time was over before a notification. What the caller waits for may have changed again: test it in a loop.
   */
  wait(at: number, deadline: number, reason: number): boolean {
    enlist(at + this.#list);
    this.#monitor.leave(at);
    const isNotified = awaitTurn(at + this.#list, deadline, reason, at);
    this.#monitor.enter(at, reason);
    return isNotified;
  }

  /** Wakes the `count` threads that wait longest. With the mutex held. */
  notify(at: number, count = 1): void {
    notify(at + this.#list, count);
  }

  /** Wakes all that wait. */
  notifyAll(at: number): void {
    notify(at + this.#list, Infinity);
  }
}
