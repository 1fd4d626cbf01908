/**
 * Puts the count of running threads right after a worker was ended from outside while it fell asleep or woke up: nobody can
 * tell whether it was still counted, or already. One too many would keep a hang from being seen, and virtual time from passing.
 */
import { repairRunning, running } from '../kernel/running.js';
import { areSameSleeps, findAsleep, type Sleeps } from '../tracing/hang.js';

/** Real milliseconds of the same sleep of all after which nobody is taken to be on the way to wake up. */
const SETTLED_MS = 1000;

export class Recount {
  #isInDoubt = false;
  #seen: { readonly sleeps: Sleeps; readonly running: number; readonly since: number } | undefined;

  /** A worker has died in a state in which it may have been counted, or not. */
  doubt(): void {
    this.#isInDoubt = true;
  }

  /** To be called now and then. */
  look(): void {
    if (!this.#isInDoubt) return;
    const counted = running();
    const sleeps = counted > 0 ? findAsleep() : undefined;
    const seen = this.#seen;
    if (!sleeps || !seen || seen.running !== counted || !areSameSleeps(seen.sleeps, sleeps)) {
      this.#seen = sleeps && { sleeps, running: counted, since: performance.now() };
    } else if (performance.now() - seen.since >= SETTLED_MS) {
      // All sleep, and have slept as they do now: whoever is counted is no more.
      if (repairRunning(counted)) this.#isInDoubt = false;
    }
  }
}
