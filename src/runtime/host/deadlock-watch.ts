/** Watches a run for threads that wait for each other while others go on: tells each such deadlock once, and its end if it ends. */
import type { PartialDeadlock } from '../../events/warnings.js';
import { type Deadlock, findDeadlocks, isBroken } from '../tracing/deadlocks.js';
import { diagnose } from '../tracing/diagnose.js';
import { REPORT_MS, type SleeperSearch } from './find-sleepers.js';
import { turn } from './turn.js';

/** Real milliseconds for which a cycle is seen in the same sleeps before it is told: then two looks have seen it. */
const CERTAIN_MS = 20;
/** The same in a program with several processes: they take longer to agree that it hangs, which says more. */
const CERTAIN_AMONG_PROCESSES_MS = 250;
/**
 * The same for a thread that waits for itself. A Lock that another thread releases is a signal: its waiting thread was the last
 * to acquire it, too.
 */
const CERTAIN_ALONE_MS = 1000;
/** The same at the end of a run. */
const CERTAIN_AT_END_MS = 1;
/**
 * How long a deadlock whose locks are held may be out of sight: its threads wake, and sleep on, when they are asked where they
 * are, or another thread on the same word is woken.
 */
const OUT_OF_SIGHT_MS = REPORT_MS;

/** A deadlock that was told. */
interface Told {
  readonly deadlock: Deadlock;
  readonly facts: PartialDeadlock;
  /** When it was last seen. */
  seen: number;
  isResolved: boolean;
}

export class DeadlockWatch {
  readonly #search: SleeperSearch;
  readonly #emit: (facts: PartialDeadlock) => void;
  /** Since when each cycle has been in its sleeps. */
  #since: ReadonlyMap<string, number> = new Map();
  readonly #told = new Map<string, Told>();
  /** Settles when no deadlock is being told. */
  #telling: Promise<void> | undefined;
  #isClosed = false;

  constructor(search: SleeperSearch, emit: (facts: PartialDeadlock) => void) {
    this.#search = search;
    this.#emit = emit;
  }

  /** To be called at regular intervals while the run goes on. */
  look(hasOtherProcesses: boolean): void {
    if (this.#isClosed || this.#telling) return;
    const deadlocks = findDeadlocks();
    if (deadlocks.length === 0 && this.#since.size === 0 && this.#told.size === 0) return;
    const time = performance.now();
    this.#noteEnds(deadlocks, time);
    this.#since = new Map(deadlocks.map(({ sleeps }) => [sleeps, this.#since.get(sleeps) ?? time]));
    const certain = hasOtherProcesses ? CERTAIN_AMONG_PROCESSES_MS : CERTAIN_MS;
    const untold = deadlocks.filter(({ key, cycle, sleeps }) => {
      const lasted = time - (this.#since.get(sleeps) as number);
      return lasted >= (cycle.length === 1 ? CERTAIN_ALONE_MS : certain) && !this.#told.has(key);
    });
    if (untold.length > 0) void this.#tell(untold);
  }

  /** Looks no more, and settles once nothing is being told. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#telling;
  }

  /** At the end of a run, before its threads are ended: tells what has not been told, if it is to be, and what is over. */
  async lookLast(isToTell: (deadlock: Deadlock) => boolean): Promise<void> {
    await this.close();
    const first = findDeadlocks();
    if (first.length === 0 && this.#told.size === 0) return;
    await pause(CERTAIN_AT_END_MS);
    let deadlocks = findDeadlocks();
    while (!this.#noteEnds(deadlocks, performance.now())) {
      await turn();
      deadlocks = findDeadlocks();
    }
    const isNew = ({ key, cycle }: Deadlock) => {
      const told = this.#told.get(key);
      // A lock that was a signal before is one.
      return told === undefined || (told.isResolved && cycle.length > 1);
    };
    const isCertain = ({ sleeps }: Deadlock) => first.some((each) => each.sleeps === sleeps);
    await this.#tell(deadlocks.filter((each) => isCertain(each) && isNew(each) && isToTell(each)));
  }

  /** Tells which deadlocks are over. Returns true if that is known of all that were told. */
  #noteEnds(deadlocks: readonly Deadlock[], time: number): boolean {
    let isKnown = true;
    for (const [key, told] of this.#told) {
      if (told.isResolved) continue;
      if (deadlocks.some((each) => each.key === key)) told.seen = time;
      else if (isBroken(told.deadlock) || time - told.seen >= OUT_OF_SIGHT_MS) {
        told.isResolved = true;
        this.#emit({ ...told.facts, resolved: true });
      } else isKnown = false;
    }
    return isKnown;
  }

  #tell(deadlocks: readonly Deadlock[]): Promise<void> {
    this.#telling = this.#tellEach(deadlocks).finally(() => {
      this.#telling = undefined;
    });
    return this.#telling;
  }

  async #tellEach(deadlocks: readonly Deadlock[]): Promise<void> {
    for (const deadlock of deadlocks) {
      const places = await this.#search.ask(deadlock.waiting);
      const again = await findAgain(deadlock);
      if (!again) continue;
      // Before the next turn: what the slots say is about these sleeps.
      const facts: PartialDeadlock = {
        code: 'deadlock',
        diagnosis: diagnose(this.#search.describe(again.waiting, places)),
      };
      this.#told.set(again.key, { deadlock: again, facts, seen: performance.now(), isResolved: false });
      this.#emit(facts);
    }
  }
}

/** The same deadlock, once its threads have fallen asleep again; undefined if it is over. */
async function findAgain(deadlock: Deadlock): Promise<Deadlock | undefined> {
  const giveUp = performance.now() + OUT_OF_SIGHT_MS;
  while (!isBroken(deadlock)) {
    const again = findDeadlocks().find(({ key }) => key === deadlock.key);
    const isOverdue = performance.now() > giveUp;
    if (isOverdue || (again && again.waiting.length >= deadlock.waiting.length)) return again;
    await turn();
  }
  return undefined;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
