/** One run of a program, from the start of MainThread to its end. */
import { constants } from 'node:os';
import { toMicroseconds } from '../../events/canonical.js';
import type { ErrorFacts } from '../../events/facts.js';
import type { RunEvent } from '../../events/run-event.js';
import { KeyboardInterrupt } from '../errors.js';
import { mainIdent, processName } from '../kernel/identity.js';
import { elapsed } from '../kernel/real-time.js';
import { hasSignal, raiseSignal } from '../kernel/signal-flags.js';
import { lookWhetherAsleep } from '../kernel/virtual-clock.js';
import { notifyUncounted } from '../kernel/wake.js';
import type { SlotAddress } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { load, store } from '../memory/atomics.js';
import { Control, Slot } from '../memory/map.js';
import { decode } from '../objects/codec.js';
import { describeError } from '../source/error-facts.js';
import { launch } from '../threads/launch.js';
import type { ToHost } from '../threads/port.js';
import { diagnose } from '../tracing/diagnose.js';
import { areSameSleeps, findStuck, type Sleeps } from '../tracing/hang.js';
import { lostUpdateOfRun } from '../tracing/lost-update-of-run.js';
import type { Sleeper } from '../tracing/sleeper.js';
import type { Ending, MainJob, Program } from './ending.js';
import { EventOrder } from './event-order.js';
import { REPORT_MS, SleeperSearch } from './find-sleepers.js';
import type { JoinOthers, OtherProcesses, OwnRun, Unstamped } from './other-processes.js';
import { PollWatch } from './poll-watch.js';
import { RunWarnings } from './run-warnings.js';
import { Recount } from './running-count.js';
import { type ProgramSettings, startClock } from './settings.js';
import { Shutdown } from './shutdown.js';
import { ThreadAccounts } from './thread-accounts.js';
import { turn } from './turn.js';
import { clearAfterDeath } from './worker-death.js';
import type { Death } from './workers.js';
import { endWorker, hasWorker, isAllReceived, isAnyAtWork, listen, startWorker } from './workers.js';

/** How often the host looks whether any thread can continue: the safety net under the threads' own reports. */
const LOOK_EACH_MS = 25;
/** How long MainThread may take to reach a point where it can be interrupted. */
const INTERRUPT_MS = 1000;
/** How long events that were sent may take to arrive. */
const DRAIN_MS = 5000;
/** How long a worker may take from its thread's last message to being parked. */
const PARK_MS = 1000;
/** The longest time that a timer can be set to. */
const LONGEST_MS = 2 ** 31 - 1;

/** What is known when a run is to end; the rest shows only once its threads have ended. */
type ToEnding = Omit<Ending, 'seconds' | 'lostUpdate' | 'warnings'>;

export class Run implements Program, OwnRun {
  readonly #settings: ProgramSettings;
  readonly #others: OtherProcesses;
  readonly #events: EventOrder;
  readonly #accounts = new ThreadAccounts();
  readonly #sleepers = new SleeperSearch(this.#accounts);
  readonly #shutdown = new Shutdown();
  readonly #recount = new Recount();
  /** Set while there is a job. */
  #warnings: RunWarnings | undefined;
  readonly #pollWatch = new PollWatch(LOOK_EACH_MS / 1000);
  #isLookDue = false;
  #stuck: Sleeps | undefined;
  #mainSlot: SlotAddress | 0 = 0;
  #hasMainEnded = false;
  /** What main threw, once its end has been reported. */
  #mainError: ErrorFacts | undefined;
  /** Ends the run; undefined once it has ended. */
  #end: ((ending: ToEnding) => void) | undefined;

  constructor(settings: ProgramSettings, joinOthers: JoinOthers) {
    this.#settings = settings;
    this.#others = joinOthers(this, settings);
    this.#events = new EventOrder({
      onEvent: (event) => this.#deliver(event),
      onRequest: (message) => this.#others.take(message),
      onComplaint: () => this.#end?.({ reason: 'interrupted' }),
    });
  }

  /** Delivers the events that still wait, and throws what their receiver has thrown. */
  conclude(): void {
    try {
      this.#events.conclude();
    } finally {
      this.#others.close();
    }
  }

  emit(event: Unstamped): void {
    this.#events.emit(event);
  }

  lookSoon(): void {
    if (this.#isLookDue) return;
    this.#isLookDue = true;
    setImmediate(() => {
      this.#isLookDue = false;
      if (this.#end) this.#look();
    });
  }

  signalMain(signal: NodeJS.Signals): void {
    if (this.#mainSlot === 0) return;
    raiseSignal(this.#mainSlot, constants.signals[signal]);
    if (signal !== 'SIGINT') return;
    // Python interrupts a loop as well. Here, a thread that does not come to a sleep is ended in the middle of its work.
    setTimeout(() => {
      if (hasSignal(constants.signals.SIGINT)) void this.#interruptMain();
    }, INTERRUPT_MS);
  }

  async #interruptMain(): Promise<void> {
    const at = this.#mainSlot as SlotAddress;
    if (words[at + Slot.END_EMITTED] === 0) {
      words[at + Slot.END_EMITTED] = 1;
      const who = { thread: 'MainThread', ident: mainIdent(), process: processName() };
      this.emit({ type: 'thread.end', ...who, end: 'exception', error: describeError(new KeyboardInterrupt()) });
    }
    await endWorker(at);
  }

  onHang(): void {
    void this.#stop('hung');
  }

  async carryOut(job: MainJob): Promise<Ending> {
    listen({
      onMessage: (at, message) => this.#onMessage(at, message),
      onDeath: (at, death) => this.#onDeath(at, death),
      onIdleDeath: () => this.#recount.doubt(),
    });
    const warnings = new RunWarnings(this.#settings, job.url, this.#sleepers, this.#accounts, (deadlock) =>
      this.emit({ type: 'warning', ...deadlock }),
    );
    this.#warnings = warnings;
    const ended = new Promise<ToEnding>((resolve) => {
      this.#end = resolve;
    });
    // This also keeps the process alive: workers are unreferenced.
    const looking = setInterval(() => {
      this.#look();
      this.#lookForDeadlocks();
      if (load(Control.OTHERS) === 0) this.#pollWatch.look();
    }, LOOK_EACH_MS);
    const { timeout, signal } = this.#settings;
    const timer =
      timeout === undefined ? undefined : setTimeout(() => this.#stop('timeout'), Math.min(timeout * 1000, LONGEST_MS));
    const onAbort = () => this.#end?.({ reason: 'interrupted' });
    try {
      // Not while the first event was being shown: the program had not begun.
      startClock();
      this.#events.startClock();
      this.emit({
        type: 'thread.start',
        thread: 'MainThread',
        ident: mainIdent(),
        process: processName(),
        daemon: false,
      });
      this.#launchMain(job);
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted || this.#events.hasComplaint) onAbort();
      const ending = await ended;
      const seconds = toMicroseconds(elapsed());
      clearInterval(looking);
      await warnings.lookLast(ending);
      await this.#stopThreads();
      await this.#drain();
      const lostUpdate = lostUpdateOfRun(this.#others.lostUpdate);
      const all = await warnings.all(ending, lostUpdate, this.#mainSlot as SlotAddress);
      return { ...ending, seconds, lostUpdate, warnings: all };
    } finally {
      clearInterval(looking);
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #launchMain(job: MainJob): void {
    try {
      this.#mainSlot = launch(job, this.#settings.seed, 'MainThread', false).slot;
      if (!hasWorker(this.#mainSlot)) startWorker(this.#mainSlot);
    } catch (thrown) {
      // What a child process was given may be more than its arena takes.
      const error = describeError(thrown);
      const who = { thread: 'MainThread', ident: mainIdent(), process: processName() };
      this.emit({ type: 'thread.end', ...who, end: 'exception', error });
      this.#end?.({ reason: 'failed', error });
    }
  }

  #onMessage(at: SlotAddress, message: ToHost): void {
    switch (message.is) {
      case 'event':
        this.#events.receive(message.event);
        this.#warnings?.note(at, message);
        break;
      case 'request':
      case 'cancel':
      case 'give-back':
        this.#events.receive(message);
        break;
      case 'spawn':
        if (this.#shutdown.isStartDue(message.slot)) startWorker(message.slot);
        break;
      case 'end-daemons':
        void this.#shutdown.endDaemons(this.#mainSlot as SlotAddress, () => this.#end === undefined);
        break;
      case 'diagnose':
        void this.#diagnoseFor(at, message.about);
        break;
      case 'note':
        this.#settings.onNote?.(message.note);
        break;
      case 'begun':
        this.#others.awaitSettled(at + Slot.BEGINNING);
        break;
      case 'idle':
        this.#look();
        break;
      case 'place':
        this.#sleepers.note(message);
        break;
      case 'history':
        this.#accounts.note(message.ident, message.history);
        break;
      case 'locks':
      case 'copies':
      case 'argument':
        this.#warnings?.note(at, message);
        break;
      case 'main-ended':
        if (at === this.#mainSlot) this.#onMainEnd(message);
        break;
    }
  }

  #deliver(event: RunEvent): void {
    if (event.type === 'thread.end' && event.ident === mainIdent()) this.#mainError = event.error;
    this.#accounts.add(event);
    this.#warnings?.add(event);
    this.#settings.onEvent(event);
  }

  #onMainEnd({ value, error, exitcode }: Extract<ToHost, { is: 'main-ended' }>): void {
    this.#hasMainEnded = true;
    if (error) this.#end?.({ reason: 'failed', error });
    else this.#end?.({ reason: 'completed', value: value && decode(value), exitcode });
  }

  #onDeath(at: SlotAddress, death: Death): void {
    const error = clearAfterDeath(at, death, {
      events: this.#events,
      others: this.#others,
      shutdown: this.#shutdown,
      recount: this.#recount,
      isMain: at === this.#mainSlot,
    });
    if (error && at === this.#mainSlot) this.#end?.({ reason: 'failed', error: this.#mainError ?? error });
  }

  /** The run hangs if two looks in a row see all threads in the same sleeps, from which no thread will wake them. */
  #look(): void {
    this.#events.closeGaps();
    this.#recount.look();
    if (load(Control.OTHERS) === 1) {
      // Only the first process can tell whether this is a hang, and only if no request is on its way.
      if (isAllReceived() && !this.#events.isAnyWaiting) this.#others.lookWhetherQuiet();
      return;
    }
    const stuck = findStuck();
    const isSame = stuck !== undefined && this.#stuck !== undefined && areSameSleeps(stuck, this.#stuck);
    this.#stuck = stuck;
    if (isSame) void this.#stop('hung');
    lookWhetherAsleep();
  }

  #lookForDeadlocks(): void {
    const hasOthers = load(Control.OTHERS) === 1;
    if (this.#end && (hasOthers || !this.#stuck)) this.#warnings?.look(hasOthers);
  }

  async #stop(reason: 'hung' | 'timeout'): Promise<void> {
    const end = this.#end;
    // The sleepers that are asked fall asleep again, which looks like another hang.
    if (!end) return;
    this.#end = undefined;
    const all = load(Control.OTHERS) === 1 ? this.#others.findAllSleepers(2 * REPORT_MS) : this.findSleepers();
    const diagnosis = diagnose(await all);
    if (diagnosis.waiting.length > 0) this.emit({ type: 'diagnosis', diagnosis });
    await this.#warnings?.askAlive();
    end({ reason, diagnosis });
  }

  /** For a thread that waits for the diagnosis of its trial, and is itself one of those that cannot continue. */
  async #diagnoseFor(at: SlotAddress, about: unknown): Promise<void> {
    const diagnosis = diagnose(await this.#sleepers.find(at));
    this.#settings.onDiagnosis?.(diagnosis, about);
    store(at + Slot.REPLY, 1);
    notifyUncounted(at + Slot.REPLY);
  }

  async findSleepers(): Promise<readonly Sleeper[]> {
    await this.#warnings?.stopLooking();
    return this.#sleepers.find();
  }

  /** Ends daemons, or all threads after a run that was cut short, and any thread that they have started meanwhile. */
  async #stopThreads(): Promise<void> {
    this.#end = undefined;
    this.#shutdown.begin();
    await this.#others.stop();
    // A MainThread that has sent its last message is about to park, and its worker will be needed again.
    await this.#shutdown.endThreads((at) => !(this.#hasMainEnded && at === this.#mainSlot));
  }

  async #drain(): Promise<void> {
    // A thread sends its last message before its worker parks; until then, the worker may still write to the arena.
    const parked = performance.now() + PARK_MS;
    while (isAnyAtWork() && performance.now() < parked) await turn();
    const giveUp = performance.now() + DRAIN_MS;
    while (!(isAllReceived() && this.#isInOrder()) && performance.now() < giveUp) await turn();
    this.#events.flush();
  }

  #isInOrder(): boolean {
    this.#events.closeGaps();
    return !this.#events.isAnyWaiting;
  }
}
