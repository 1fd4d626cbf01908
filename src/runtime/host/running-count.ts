/**
 * Corrects the running count after a worker was ended from outside while it fell asleep or woke up: no thread can tell whether
 * it was still counted, or counted already. A count that is too high would hide a hang and keep virtual time from passing.
 */
import { repairRunning, running } from '../kernel/running.js';
import { areSameSleeps, findAsleep, type Sleeps } from '../tracing/hang.js';

/** Real milliseconds in which all threads stay in the same sleeps, after which none is taken to be waking up. */
const SETTLED_MS = 1000;

export class Recount {
  #isInDoubt = false;
  #seen: { readonly sleeps: Sleeps; readonly running: number; readonly since: number } | undefined;

  /** A worker has died in a state in which it may or may not have been counted. */
  doubt(): void {
    this.#isInDoubt = true;
  }

  /** To be called at intervals. */
  look(): void {
    if (!this.#isInDoubt) return;
    const counted = running();
    const sleeps = counted > 0 ? findAsleep() : undefined;
    const seen = this.#seen;
    if (!sleeps || !seen || seen.running !== counted || !areSameSleeps(seen.sleeps, sleeps)) {
      this.#seen = sleeps && { sleeps, running: counted, since: performance.now() };
    } else if (performance.now() - seen.since >= SETTLED_MS) {
      // All threads sleep, and have been in the same sleeps all the time: a thread that is still counted is gone.
      if (repairRunning(counted)) this.#isInDoubt = false;
    }
  }
}
