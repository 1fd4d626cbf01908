/**
 * The host: the thread that runs no program itself and never blocks. It runs one program at a time: gives `main` to a
 * worker, puts events in order, notices when nobody can go on, and stops what has to be stopped.
 */
import { constants } from 'node:os';
import type { Diagnosis, ErrorFacts, Reason, RunEvent } from '../../events/run-event.js';
import { EVENTS_VERSION } from '../../events/run-event.js';
import { Sequencer } from '../../events/sequencer.js';
import { told, toMicroseconds } from '../../events/told.js';
import { KeyboardInterrupt } from '../errors.js';
import { now } from '../kernel/clock.js';
import { mainIdent, processName, threadName } from '../kernel/identity.js';
import { freePause } from '../kernel/pause.js';
import { setProbing } from '../kernel/polling.js';
import { elapsed } from '../kernel/real-time.js';
import { countDied, setRunning } from '../kernel/running.js';
import { hasSignal, raiseSignal } from '../kernel/signal-flags.js';
import { lookWhetherAsleep } from '../kernel/virtual-clock.js';
import { interrupt, notifyUncounted } from '../kernel/wake.js';
import { Control, Interrupt, Polls, Slot, State, words } from '../memory/arena.js';
import { add, load, setBits, store } from '../memory/atomics.js';
import { freeGuards } from '../memory/guard.js';
import { hasNewModules, reset, takeSnapshot } from '../memory/snapshot.js';
import { decode } from '../objects/codec.js';
import { makeAgain, noteWhatIsMade } from '../objects/module-objects.js';
import { describeError } from '../source/error-facts.js';
import type { RequestMessage, ToHost } from '../threads/port.js';
import { closeRecord, isRecording } from '../threads/thread-records.js';
import {
  aliveThreads,
  busySlots,
  freeSlot,
  type Job,
  launch,
  markDone,
  markDoneUntil,
  sortSlots,
  type ThreadPlace,
} from '../threads/threads.js';
import type { Sleeper } from '../tracing/holders.js';
import {
  areSameSleeps,
  describePollers,
  describeSleepers,
  diagnose,
  findStuck,
  type Sleeps,
} from '../tracing/holders.js';
import { type LostUpdateOfRun, lostUpdateOfRun } from '../tracing/lost-update-of-run.js';
import type { JoinOthers, OtherProcesses, OwnRun, Unplaced } from './other-processes.js';
import { PollWatch } from './poll-watch.js';
import { Recount } from './running-count.js';
import { configure, type ProgramSettings, startClock, startOfClock } from './settings.js';
import { type Death, whyDead } from './worker-death.js';
import { endAllWorkers, endWorker, hasWorker, isAllReceived, isAnyAtWork, listen, startWorker } from './workers.js';

export { endAllWorkers as dismiss, prewarm } from './workers.js';

/** How a program came to its end. */
export interface Ending {
  readonly reason: Reason;
  readonly seconds: number;
  /** What `main` returned. */
  readonly value?: unknown;
  /** Why `main` failed, or why it could not be run. */
  readonly error?: ErrorFacts;
  /** The exit status that `main` chose, by `process.exit` or `process.exitCode`. */
  readonly exitcode?: number;
  readonly diagnosis?: Diagnosis;
  /** The first one that was caught; null for none, if several threads have stored to a value. */
  readonly lostUpdate?: LostUpdateOfRun | null;
}

/** What the MainThread of a program is to do. */
export type MainJob = Omit<Job, 'checkFor' | 'fields' | 'delay'>;

/** A program that is being run, for whoever has something to say about it in its events. */
export interface Program {
  /** Adds an event of the host's own. */
  say(event: Unplaced): void;
}

let isBusy = false;

/**
 * Runs a program to its end. `before` and `after` are called when the first and before the last event may be said; `after`
 * may read shared objects, which go back to what they were before the run once it returns.
 */
export async function runProgram<T>(
  job: MainJob,
  settings: ProgramSettings,
  joinOthers: JoinOthers,
  before: (program: Program) => void,
  after: (program: Program, ending: Ending) => T,
): Promise<T> {
  if (isBusy) throw new Error('a program is running already: one process runs one at a time');
  isBusy = true;
  const snapshot = takeSnapshot();
  noteWhatIsMade();
  try {
    configure(settings);
    const run = new Run(settings, joinOthers);
    before(run);
    const ending = await run.carryOut(job);
    const told = after(run, ending);
    run.conclude();
    return told;
  } finally {
    // ThreadRef does not park does not let go of the arena, either.
    if (hasNewModules(snapshot) || isAnyAtWork()) await endAllWorkers();
    listen(undefined);
    sortSlots(hasWorker);
    reset(snapshot);
    isBusy = false;
    makeAgain();
  }
}

/** How often the host looks whether anybody can go on: the safety net under the threads' own word for it. */
const LOOK_EACH_MS = 25;
/** How long the sleepers have for saying where they sleep: a loader may have source maps to read for that. */
const REPORT_MS = 1000;
/** How long those that run are watched for polling. */
const POLLERS_MS = 500;
/** How long MainThread may take to come to a point where it can be interrupted. */
const INTERRUPT_MS = 1000;
/** How long events that have been posted may take to arrive. */
const DRAIN_MS = 5000;
/** How long workers may take from a thread's last words to being parked. */
const PARK_MS = 1000;
/** The longest time that a timer can be set to. */
const LONGEST_MS = 2 ** 31 - 1;

class Run implements Program, OwnRun {
  readonly #settings: ProgramSettings;
  readonly #sequencer: Sequencer<RunEvent | RequestMessage>;
  readonly #others: OtherProcesses;
  #isLookDue = false;
  readonly #places = new Map<number, string | null>();
  readonly #recount = new Recount();
  readonly #pollWatch = new PollWatch(LOOK_EACH_MS / 1000);
  #stuck: Sleeps | undefined;
  #lostNumbers = 0;
  #isClockGoing = false;
  /** Times of the event that was told last. */
  #last = { t: 0, now: 0 };
  #mainSlot = 0;
  #hasMainEnded = false;
  /** What main threw, if it has said so. */
  #mainError: ErrorFacts | undefined;
  /** What the receiver of the events threw. */
  #complaint: { readonly thrown: unknown } | undefined;
  /** True once no thread may start or say anything any more. */
  #isStopping = false;
  /** True while nobody but MainThread is to go on: then no thread may start, either. */
  #isEndingDaemons = false;
  #end: ((ending: Omit<Ending, 'seconds' | 'lostUpdate'>) => void) | undefined;

  constructor(settings: ProgramSettings, joinOthers: JoinOthers) {
    this.#settings = settings;
    this.#others = joinOthers(this, settings);
    this.#sequencer = new Sequencer((item) => ('type' in item ? this.#deliver(item) : this.#others.take(item)));
  }

  /** All has been said: tells what still waits to be told, and throws what the receiver of the events has thrown. */
  conclude(): void {
    // A thread may have been killed after it had taken a number that nobody has come after but the last event.
    while (this.#sequencer.waiting > 0) this.#sequencer.skipMissing();
    this.#others.close();
    if (this.#complaint) throw this.#complaint.thrown;
  }

  say(event: Unplaced): void {
    this.#sequencer.push({
      t: elapsed(),
      ...event,
      // By this process's clock, whoever it is about: another one's stands still for what that has started.
      now: this.#isClockGoing ? now() : startOfClock(),
      v: EVENTS_VERSION,
      seq: add(Control.SEQ, 1),
    } as RunEvent);
  }

  relay(event: Unplaced): void {
    this.say(event);
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
    // Python interrupts a loop as well; here a thread that does not come to a sleep is ended in the middle of it.
    setTimeout(() => {
      if (hasSignal(constants.signals.SIGINT)) void this.#interruptMain();
    }, INTERRUPT_MS);
  }

  async #interruptMain(): Promise<void> {
    const at = this.#mainSlot;
    if (words[at + Slot.SAID_END] === 0) {
      words[at + Slot.SAID_END] = 1;
      const who = { thread: 'MainThread', ident: mainIdent(), process: processName() };
      this.say({ type: 'thread.end', ...who, end: 'exception', error: describeError(new KeyboardInterrupt()) });
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
    const ended = new Promise<Omit<Ending, 'seconds' | 'lostUpdate'>>((resolve) => {
      this.#end = resolve;
    });
    // Keeps the process alive, too: workers are unreferenced.
    const looking = setInterval(() => {
      this.#look();
      if (load(Control.OTHERS) === 0) this.#pollWatch.look();
    }, LOOK_EACH_MS);
    const { timeout, signal } = this.#settings;
    const timer =
      timeout === undefined ? undefined : setTimeout(() => this.#stop('timeout'), Math.min(timeout * 1000, LONGEST_MS));
    const onAbort = () => this.#end?.({ reason: 'interrupted' });
    try {
      // Not while the first event was being shown: the program has not begun.
      startClock();
      this.#isClockGoing = true;
      this.say({
        type: 'thread.start',
        thread: 'MainThread',
        ident: mainIdent(),
        process: processName(),
        daemon: false,
      });
      this.#launchMain(job);
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted || this.#complaint) onAbort();
      const ending = await ended;
      const seconds = toMicroseconds(elapsed());
      clearInterval(looking);
      await this.#stopThreads();
      await this.#drain();
      return { ...ending, seconds, lostUpdate: lostUpdateOfRun(this.#others.lostUpdate) };
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
      // What a process was given may be more than its arena takes.
      const error = describeError(thrown);
      const who = { thread: 'MainThread', ident: mainIdent(), process: processName() };
      this.say({ type: 'thread.end', ...who, end: 'exception', error });
      this.#end?.({ reason: 'failed', error });
    }
  }

  #onMessage(at: number, message: ToHost): void {
    switch (message.is) {
      case 'event':
        this.#sequencer.push(message.event);
        break;
      case 'request':
      case 'cancel':
      case 'give-back':
        this.#sequencer.push(message);
        break;
      case 'spawn':
        // Where nothing may start any more, `#endThreads` clears the slot; and that may be some other thread's by now.
        if (this.#mayStart && load(message.slot + Slot.JOB) === 1 && !hasWorker(message.slot))
          startWorker(message.slot);
        break;
      case 'end-daemons':
        void this.#endDaemons();
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
        this.#places.set(message.slot, message.at);
        break;
      case 'main-ended':
        if (at === this.#mainSlot) this.#onMainEnd(message);
        break;
    }
  }

  #deliver(event: RunEvent): void {
    if (event.type === 'thread.end' && event.ident === mainIdent()) this.#mainError = event.error;
    if (this.#complaint) return;
    try {
      this.#settings.onEvent(this.#inOrder(told(event)));
    } catch (thrown) {
      this.#complaint = { thrown };
      this.#end?.({ reason: 'interrupted' });
    }
  }

  /** ThreadRef was put aside between the number it took and its look at the clock tells a time that is too late for those after it. */
  #inOrder(event: RunEvent): RunEvent {
    this.#last = { t: Math.max(event.t, this.#last.t), now: Math.max(event.now, this.#last.now) };
    return Object.assign(event, this.#last);
  }

  #onMainEnd({ value, error, exitcode }: Extract<ToHost, { is: 'main-ended' }>): void {
    this.#hasMainEnded = true;
    if (error) this.#end?.({ reason: 'failed', error });
    else this.#end?.({ reason: 'completed', value: value && decode(value), exitcode });
  }

  #onDeath(at: number, death: Death): void {
    // It had taken a number, perhaps, and can post nothing any more.
    if (load(at + Slot.INFLIGHT) === 1) this.#lostNumbers++;
    freePause(at);
    freeGuards(at);
    const generation = load(at + Slot.GENERATION);
    const hasServed = load(at + Slot.SERVED) === generation && load(at + Slot.JOB) === 0;
    if (!hasServed && !death.error && this.#mayStart) {
      // It died without having come to the thread that it was given, or is just being given: another worker will.
      markDoneUntil(at, generation - 1);
      this.#recount.doubt();
      store(at + Slot.STATE, State.RUNNING);
      startWorker(at);
      return;
    }
    const thread = threadName(at);
    const ident = words[at + Slot.IDENT] as number;
    const error = whyDead(death);
    // ThreadRef is cut short at the end is alive to the end. What has no ident is no thread.
    if (!this.#isStopping && ident !== 0 && words[at + Slot.SAID_END] === 0) {
      this.say({ type: 'thread.end', thread, ident, process: processName(), end: 'killed', error });
    }
    if (isRecording() && at !== this.#mainSlot && words[at + Slot.SAID_END] === 0) closeRecord(at, 'killed', error);
    this.#others.forget(at);
    freeSlot(at);
    markDoneUntil(at, generation);
    // After its joiners have been counted, for they are not yet asleep.
    if (death.state === State.RUNNING) countDied();
    else this.#recount.doubt();
    lookWhetherAsleep();
    if (at === this.#mainSlot) this.#end?.({ reason: 'failed', error: this.#mainError ?? error });
  }

  /** Two looks that see all threads in the same sleeps, from which nobody will wake them: then this is the end. */
  #look(): void {
    this.#closeGaps();
    this.#recount.look();
    if (load(Control.OTHERS) === 1) {
      // Only the first process can tell whether this is the end, and only if no question is on its way.
      if (isAllReceived() && this.#sequencer.waiting === 0) this.#others.lookWhetherQuiet();
      return;
    }
    const stuck = findStuck();
    const isSame = stuck !== undefined && this.#stuck !== undefined && areSameSleeps(stuck, this.#stuck);
    this.#stuck = stuck;
    if (isSame) void this.#stop('hung');
    lookWhetherAsleep();
  }

  async #stop(reason: 'hung' | 'timeout'): Promise<void> {
    const end = this.#end;
    // The sleepers that are asked fall asleep again, which looks like another end.
    if (!end) return;
    this.#end = undefined;
    const all = load(Control.OTHERS) === 1 ? this.#others.findAllSleepers(2 * REPORT_MS) : this.findSleepers();
    const diagnosis = diagnose(await all);
    if (diagnosis.waiting.length > 0) this.say({ type: 'diagnosis', diagnosis });
    end({ reason, diagnosis });
  }

  /**
   * Asks the sleepers where they sleep, and those who poll where they do. Only now that the run is over: waking sleepers may
   * change their order.
   */
  async findSleepers(): Promise<readonly Sleeper[]> {
    const isAsleep = ({ slot }: ThreadPlace) => load(slot + Slot.STATE) === State.SLEEPING;
    const threads = aliveThreads();
    const sleepers = threads.filter(isAsleep);
    this.#places.clear();
    for (const { slot } of sleepers) interrupt(slot, Interrupt.REPORT);
    const areAllTold = (asked: readonly ThreadPlace[]) => asked.every(({ slot }) => this.#places.has(slot));
    const giveUp = performance.now() + REPORT_MS;
    while (!areAllTold(sleepers) && performance.now() < giveUp) await turn();
    const pollers = await this.#findPollers(threads.filter((thread) => !isAsleep(thread)));
    return [...describeSleepers(sleepers, this.#places), ...describePollers(pollers, this.#places)];
  }

  /** Has those that run note for a moment what they read, and tell where. */
  async #findPollers(running: readonly ThreadPlace[]): Promise<readonly ThreadPlace[]> {
    if (running.length === 0) return [];
    const isPolling = ({ slot }: ThreadPlace) => words[slot + Slot.POLLS] !== Polls.NOT;
    setProbing(true);
    for (const { slot } of running) setBits(slot + Slot.INTERRUPT, Interrupt.REPORT);
    const giveUp = performance.now() + POLLERS_MS;
    while (!running.every((each) => isPolling(each) && this.#places.has(each.slot)) && performance.now() < giveUp) {
      await turn();
    }
    setProbing(false);
    return running.filter(isPolling);
  }

  /** Daemons, and after a run that was cut short everybody; with them whom they have started meanwhile. */
  async #stopThreads(): Promise<void> {
    this.#end = undefined;
    this.#isStopping = true;
    await this.#others.stop();
    // A main that has said its last word is about to park, and its worker will be wanted again.
    await this.#endThreads((at) => !(this.#hasMainEnded && at === this.#mainSlot));
  }

  /** For a MainThread that waits for it. */
  async #endDaemons(): Promise<void> {
    this.#isEndingDaemons = true;
    await this.#endThreads((at) => at !== this.#mainSlot);
    while (isAnyAtWork(this.#mainSlot)) await turn();
    this.#isEndingDaemons = false;
    if (this.#end === undefined) return;
    // ThreadRef was ended while it started another, or fell asleep, may have left a wrong count.
    setRunning(1);
    store(this.#mainSlot + Slot.REPLY, 1);
    notifyUncounted(this.#mainSlot + Slot.REPLY);
  }

  /** Ends those of the threads that are meant, and whom they have started meanwhile. */
  async #endThreads(isMeant: (at: number) => boolean): Promise<void> {
    const toEnd = () => busySlots().filter(isMeant);
    for (let busy = toEnd(); busy.length > 0; busy = toEnd()) {
      await Promise.all(busy.map(endWorker));
      for (const at of toEnd()) {
        if (hasWorker(at)) continue;
        store(at + Slot.JOB, 0);
        freeSlot(at);
        markDone(at);
      }
    }
  }

  get #mayStart(): boolean {
    return !this.#isStopping && !this.#isEndingDaemons;
  }

  async #drain(): Promise<void> {
    // The last words of a thread are sent before its worker parks; until then it still touches the arena.
    const parked = performance.now() + PARK_MS;
    while (isAnyAtWork() && performance.now() < parked) await turn();
    const giveUp = performance.now() + DRAIN_MS;
    while (!(isAllReceived() && this.#isInOrder()) && performance.now() < giveUp) await turn();
    // What has come is told, even where something is missing.
    while (this.#sequencer.waiting > 0) this.#sequencer.skipMissing();
  }

  #isInOrder(): boolean {
    this.#closeGaps();
    return this.#sequencer.waiting === 0;
  }

  /** A number that no living thread can still deliver was taken by one that died. */
  #closeGaps(): void {
    while (this.#lostNumbers > 0 && this.#sequencer.waiting > 0 && isAllReceived()) {
      this.#lostNumbers--;
      this.#sequencer.skipMissing();
    }
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
