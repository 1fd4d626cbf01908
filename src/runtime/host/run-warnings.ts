/** The warnings of one run: of deadlocks while it goes on, and at its end of all that may go wrong. */
import type { Diagnosis, Reason } from '../../events/facts.js';
import type { RunEvent } from '../../events/run-event.js';
import type { PartialDeadlock, Warning } from '../../events/warnings.js';
import type { SlotAddress } from '../memory/address.js';
import type { ToHost } from '../threads/port.js';
import type { LostUpdateOfRun } from '../tracing/lost-update-of-run.js';
import { DeadlockWarnings, isNamedIn } from './deadlock-warnings.js';
import { DeadlockWatch } from './deadlock-watch.js';
import type { SleeperSearch } from './find-sleepers.js';
import { LockAccounts } from './lock-accounts.js';
import { raceWarnings } from './race-warnings.js';
import type { ProgramSettings } from './settings.js';
import type { ThreadAccounts } from './thread-accounts.js';
import { UnsharedSearch } from './unshared.js';

/** How a run ends, as far as its warnings depend on it. */
interface RunEnding {
  readonly reason: Reason;
  readonly diagnosis?: Diagnosis;
}

export class RunWarnings {
  readonly #accounts: ThreadAccounts;
  readonly #locks = new LockAccounts();
  readonly #deadlocks = new DeadlockWarnings();
  readonly #watch: DeadlockWatch;
  readonly #unshared: UnsharedSearch;
  /** Threads of trials are not asked anything. */
  readonly #areThreadsAsked: boolean;
  /** Of variables only the first process tells, and not of trials and controlled runs. */
  readonly #areVariablesTold: boolean;

  /** `url` is that of the module which MainThread runs; `emit` sends the warnings that are told at once. */
  constructor(
    { isRecorded, spawned }: ProgramSettings,
    url: string,
    search: SleeperSearch,
    accounts: ThreadAccounts,
    emit: (deadlock: PartialDeadlock) => void,
  ) {
    this.#areThreadsAsked = !isRecorded;
    this.#areVariablesTold = !isRecorded && !spawned;
    this.#unshared = new UnsharedSearch(url);
    this.#watch = new DeadlockWatch(search, emit);
    this.#accounts = accounts;
  }

  /** Takes what a thread tells for the warnings at the end. */
  note(at: SlotAddress, message: ToHost): void {
    switch (message.is) {
      case 'event':
        if (message.event.type === 'thread.end') this.#unshared.noteThread(at, message.event);
        break;
      case 'locks':
        this.#locks.note(message.account);
        break;
      case 'copies':
        this.#unshared.noteReply(at, message.copies);
        break;
      case 'argument':
        this.#unshared.noteArgument(message.argument);
        break;
    }
  }

  /** Takes an event that is delivered: other processes tell of their deadlocks, too. */
  add(event: RunEvent): void {
    if (event.type === 'warning' && event.code === 'deadlock') this.#deadlocks.add(event);
  }

  /** To be called at regular intervals while some thread can go on: a deadlock of all is a hang, which is told otherwise. */
  look(hasOtherProcesses: boolean): void {
    if (this.#areThreadsAsked) this.#watch.look(hasOtherProcesses);
  }

  /** No deadlock is told any more, except by `lookLast`. */
  stopLooking(): Promise<void> {
    return this.#watch.close();
  }

  /** For a run that hangs or takes too long: asks its threads for their variables, before they are ended. */
  async askAlive(): Promise<void> {
    if (this.#areVariablesTold) await this.#unshared.askAlive();
  }

  /** Before threads are ended: daemons may be left in a deadlock. A hang's diagnosis has all that wait. */
  async lookLast({ reason, diagnosis }: RunEnding): Promise<void> {
    if (!this.#areThreadsAsked) return;
    await this.#watch.lookLast(({ cycle }) => {
      const idents = cycle.map(({ thread }) => thread.ident);
      return reason !== 'hung' && !isNamedIn(idents, diagnosis);
    });
  }

  /** All warnings, once the threads have ended. */
  async all(
    { reason, diagnosis }: RunEnding,
    lostUpdate: LostUpdateOfRun | null | undefined,
    mainSlot: SlotAddress,
  ): Promise<readonly Warning[]> {
    return [
      ...this.#deadlocks.besides(reason, diagnosis),
      ...raceWarnings(lostUpdate, this.#accounts.with([])),
      ...this.#locks.warnings(),
      // Of a run that was interrupted nobody waits for these.
      ...(this.#areVariablesTold && reason !== 'interrupted' ? await this.#unsharedOf(mainSlot) : []),
    ];
  }

  async #unsharedOf(mainSlot: SlotAddress): Promise<readonly Warning[]> {
    return [...(await this.#unshared.changedVariables(mainSlot)), ...this.#unshared.changedArguments()];
  }
}
