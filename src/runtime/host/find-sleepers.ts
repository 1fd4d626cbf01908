/**
 * Asks the threads of this process that sleep or poll where they are. All of them only once a run is over, because waking
 * sleepers may change their order.
 */
import { setProbing } from '../kernel/polling.js';
import { countedAsRunning } from '../kernel/running.js';
import { interrupt } from '../kernel/wake.js';
import type { SlotAddress } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { load, setBits } from '../memory/atomics.js';
import { Interrupt, Polls, Slot, State } from '../memory/map.js';
import type { ToHost } from '../threads/port.js';
import { aliveThreads, type StartedThread } from '../threads/threads.js';
import { describePollers, describeSleepers, type Sleeper } from '../tracing/sleeper.js';
import type { ThreadAccounts } from './thread-accounts.js';
import { turn } from './turn.js';
import { isAllReceived } from './workers.js';

/** Real milliseconds that sleepers have to report where they sleep: a loader may have source maps to read for that. */
export const REPORT_MS = 1000;
/** Real milliseconds for which running threads are watched for polling. */
const POLLERS_MS = 500;

export class SleeperSearch {
  readonly #accounts: ThreadAccounts;
  /** Where each slot's thread has reported to be. */
  readonly #places = new Map<SlotAddress, string | null>();

  constructor(accounts: ThreadAccounts) {
    this.#accounts = accounts;
  }

  /** A thread reports where it is, and what it has done. */
  note({ slot, at, history }: Extract<ToHost, { is: 'place' }>): void {
    this.#places.set(slot, at);
    if (history) this.#accounts.note(words[slot + Slot.IDENT] as number, history);
  }

  /** Asks some sleepers while the run goes on. Returns the places of those that have replied in time. */
  async ask(sleepers: readonly StartedThread[]): Promise<ReadonlyMap<SlotAddress, string | null>> {
    for (const { slot } of sleepers) this.#places.delete(slot);
    // Meanwhile no thread that wakes may be the last to fall asleep again.
    countedAsRunning(() => {
      for (const { slot } of sleepers) interrupt(slot, Interrupt.REPORT);
    });
    const giveUp = performance.now() + REPORT_MS;
    while (!sleepers.every(({ slot }) => this.#places.has(slot)) && performance.now() < giveUp) await turn();
    return this.#places;
  }

  /** What these sleepers wait for, and at which places. */
  describe(sleepers: readonly StartedThread[], places: ReadonlyMap<SlotAddress, string | null>): readonly Sleeper[] {
    return describeSleepers(sleepers, places, this.#accounts.with(aliveThreads()));
  }

  /** `asker`: a thread that has interrupted its sleep to ask, and reports where that is without being asked. */
  async find(asker: SlotAddress | 0 = 0): Promise<readonly Sleeper[]> {
    const isAsleep = ({ slot }: StartedThread) => load(slot + Slot.STATE) === State.SLEEPING || slot === asker;
    const threads = aliveThreads();
    const sleepers = threads.filter(isAsleep);
    this.#places.clear();
    for (const { slot } of sleepers) if (slot !== asker) interrupt(slot, Interrupt.REPORT);
    const giveUp = performance.now() + REPORT_MS;
    // What ended threads have told comes before their ends.
    const isTold = () => sleepers.every(({ slot }) => this.#places.has(slot)) && isAllReceived();
    while (!isTold() && performance.now() < giveUp) await turn();
    const pollers = await this.#findPollers(threads.filter((thread) => !isAsleep(thread)));
    return [
      ...describeSleepers(sleepers, this.#places, this.#accounts.with(threads)),
      ...describePollers(pollers, this.#places),
    ];
  }

  /** Makes running threads note for a moment what they read, and report where they are. */
  async #findPollers(running: readonly StartedThread[]): Promise<readonly StartedThread[]> {
    if (running.length === 0) return [];
    const isPolling = ({ slot }: StartedThread) => words[slot + Slot.POLLS] !== Polls.NOT;
    setProbing(true);
    for (const { slot } of running) setBits(slot + Slot.INTERRUPT, Interrupt.REPORT);
    const giveUp = performance.now() + POLLERS_MS;
    while (!running.every((each) => isPolling(each) && this.#places.has(each.slot)) && performance.now() < giveUp) {
      await turn();
    }
    setProbing(false);
    return running.filter(isPolling);
  }
}
