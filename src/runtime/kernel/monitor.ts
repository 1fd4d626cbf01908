/**
 * A monitor: a mutex inside an object, and conditions; a thread that waits for a condition releases the mutex meanwhile.
 * Python's own Queue, Semaphore and Barrier are built the same way (one Lock, with one to three Conditions).
 *
 * A Monitor and its conditions hold the offsets of their words in any object of a class: one instance per class, not per
 * object. Each call takes the object's address.
 */
import type { ObjectAddress } from '../memory/address.js';
import * as mutex from './mutex.js';
import { afterSeen, beforeShown } from './order.js';
import { awaitTurn, enlist, notify, WAIT_LIST_SIZE } from './wait-queue.js';

/** Size of a condition in words. */
export const CONDITION_SIZE = WAIT_LIST_SIZE;

export class Monitor {
  readonly #mutex: number;

  /** `word` is the offset of the mutex in the object. */
  constructor(word: number) {
    this.#mutex = word;
  }

  /** Takes the mutex of the object at `at`. `reason` is for diagnoses. */
  enter(at: ObjectAddress, reason: number): void {
    beforeShown();
    mutex.take(at + this.#mutex, Infinity, reason, at);
    afterSeen();
  }

  /** Releases the mutex, which publishes all that was written under it. */
  leave(at: ObjectAddress): void {
    mutex.release(at + this.#mutex);
  }
}

export class MonitorCondition {
  readonly #monitor: Monitor;
  readonly #list: number;

  /** `word` is the offset of the condition's first word in the object. */
  constructor(monitor: Monitor, word: number) {
    this.#monitor = monitor;
    this.#list = word;
  }

  /**
   * Releases the mutex, sleeps until notified or until `deadline` (program seconds), and takes the mutex again. Returns false
   * if the deadline came before a notification. The condition may have become false again by then: test it in a loop.
   */
  wait(at: ObjectAddress, deadline: number, reason: number): boolean {
    enlist(at + this.#list);
    this.#monitor.leave(at);
    const isNotified = awaitTurn(at + this.#list, deadline, reason, at);
    this.#monitor.enter(at, reason);
    return isNotified;
  }

  /** Wakes the `count` threads that have waited longest. The caller holds the mutex. */
  notify(at: ObjectAddress, count = 1): void {
    notify(at + this.#list, count);
  }

  /** Wakes all that wait. The caller holds the mutex. */
  notifyAll(at: ObjectAddress): void {
    notify(at + this.#list, Infinity);
  }
}
