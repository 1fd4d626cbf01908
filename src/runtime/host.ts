/**
 * The host: the thread that runs no program itself and never blocks. It runs one program at a time: gives `main` to a
 * worker, puts events in order, notices when nobody can go on, and stops what has to be stopped.
 */
import type { Diagnosis, ErrorFacts, Reason, RunEvent, StartLine } from '../events/run-event.js';
import { EVENTS_VERSION } from '../events/run-event.js';
import { Sequencer } from '../events/sequencer.js';
import { Control, DEFAULT_ARENA, doubles, MAX_ARENA, memory, Nudge, Slot, State, words } from './arena.js';
import { decode } from './codec.js';
import { areSameSleeps, diagnose, findStuck, type Stuck } from './deadlock.js';
import { ValueError } from './errors.js';
import { MAIN_IDENT, PROCESS_NAME, threadName } from './identity.js';
import { add, elapsed, load, monotonic, nudge, settle, store } from './kernel.js';
import type { ToHost } from './port.js';
import { hasNewModules, reset, takeSnapshot } from './snapshot.js';
import { StartMode } from './start-line.js';
import { aliveThreads, bury, type Job, launch, markDone } from './threads.js';
import { type Death, endAllWorkers, endWorker, isAllReceived, listen, prewarm, startWorker } from './workers.js';

export { prewarm } from './workers.js';

export interface ProgramSettings {
  readonly start: StartLine;
  /** Program seconds per real second, or the virtual clock. */
  readonly speed: number | 'max';
  readonly seed: number;
  /** Real seconds after which the program is stopped. */
  readonly timeout?: number;
  readonly trace: 'log' | 'ops';
  /** MiB that the program's shared objects may take. */
  readonly arena?: number;
  readonly signal?: AbortSignal;
  /** Receives the events of threads, in order. */
  onEvent(event: RunEvent): void;
}

/** How a program came to its end. */
export interface Ending {
  readonly reason: Reason;
  readonly seconds: number;
  /** What `main` returned. */
  readonly value?: unknown;
  /** Why `main` failed, or why it could not be run. */
  readonly error?: ErrorFacts;
  readonly diagnosis?: Diagnosis;
}

type Unstamped = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'v' | 'seq' | 't'> : never) : never;

/** A program that is being run, for whoever has something to say about it in its events. */
export interface Program {
  /** Adds an event of the host's own. */
  say(event: Unstamped): void;
}

let isBusy = false;

/**
 * Runs a program to its end. `before` and `after` are called when the first and before the last event may be said; `after`
 * may read shared objects, which go back to what they were before the run once it returns.
 */
export async function runProgram<T>(
  job: Pick<Job, 'url' | 'path' | 'source' | 'args'>,
  settings: ProgramSettings,
  before: (program: Program) => void,
  after: (program: Program, ending: Ending) => T,
): Promise<T> {
  if (isBusy) throw new Error('a program is running already: one process runs one at a time');
  isBusy = true;
  const snapshot = takeSnapshot();
  try {
    configure(settings);
    const run = new Run(settings);
    before(run);
    const ending = await run.carryOut(job);
    return after(run, ending);
  } finally {
    if (hasNewModules(snapshot)) await endAllWorkers();
    listen(undefined);
    reset(snapshot);
    isBusy = false;
  }
}

function configure({ start, speed, seed, trace, arena = DEFAULT_ARENA }: ProgramSettings): void {
  const most = Math.min(MAX_ARENA, memory.byteLength / 2 ** 20);
  if (!(arena >= 1 && arena <= most)) throw new ValueError(`the arena must hold from 1 to ${most} MiB, not ${arena}`);
  words[Control.LIMIT] = Math.floor((arena * 2 ** 20) / 64);
  words[Control.START] = StartMode[start];
  words[Control.TRACE] = trace === 'ops' ? 1 : 0;
  words[Control.VIRTUAL] = speed === 'max' ? 1 : 0;
  words[Control.SEED] = seed;
  words[Control.EXCEPTHOOK] = 0;
  doubles[Control.SPEED >> 1] = speed === 'max' ? 1 : speed;
  doubles[Control.CLOCK_NOW >> 1] = 0;
  doubles[Control.EPOCH >> 1] = monotonic();
  store(Control.RUNNING, 0);
  store(Control.SEQ, 1);
}

/** How often the host looks whether anybody can go on: the safety net under the threads' own word for it. */
const LOOK_EACH_MS = 25;
/** How long the sleepers have for saying where they sleep. */
const REPORT_MS = 250;
/** How long events that have been posted may take to arrive. */
const DRAIN_MS = 5000;
/** How long workers may take from a thread's last words to being parked. */
const PARK_MS = 250;

class Run implements Program {
  readonly #settings: ProgramSettings;
  readonly #sequencer: Sequencer;
  readonly #places = new Map<number, string | null>();
  #stuck: Stuck | undefined;
  #lostNumbers = 0;
  #mainSlot = 0;
  #end: ((ending: Omit<Ending, 'seconds'>) => void) | undefined;

  constructor(settings: ProgramSettings) {
    this.#settings = settings;
    this.#sequencer = new Sequencer(settings.onEvent);
  }

  say(event: Unstamped): void {
    this.#sequencer.push({ v: EVENTS_VERSION, seq: add(Control.SEQ, 1), t: elapsed(), ...event } as RunEvent);
  }

  async carryOut(job: Pick<Job, 'url' | 'path' | 'source' | 'args'>): Promise<Ending> {
    listen({
      onMessage: (at, message) => this.#onMessage(at, message),
      onDeath: (at, death) => this.#onDeath(at, death),
    });
    const ended = new Promise<Omit<Ending, 'seconds'>>((resolve) => {
      this.#end = resolve;
    });
    // Keeps the process alive, too: workers are unreferenced.
    const looking = setInterval(() => this.#look(), LOOK_EACH_MS);
    const { timeout, signal } = this.#settings;
    const timer = timeout === undefined ? undefined : setTimeout(() => this.#stop('timeout'), timeout * 1000);
    const onAbort = () => this.#end?.({ reason: 'interrupted' });
    try {
      this.say({ type: 'thread.start', thread: 'MainThread', ident: MAIN_IDENT, process: PROCESS_NAME, daemon: false });
      prewarm(1);
      this.#mainSlot = launch({ ...job, stream: this.#settings.seed }, 'MainThread', false).slot;
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted) onAbort();
      const ending = await ended;
      const seconds = elapsed();
      clearInterval(looking);
      await this.#stopThreads();
      await this.#drain();
      return { ...ending, seconds };
    } finally {
      clearInterval(looking);
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #onMessage(at: number, message: ToHost): void {
    switch (message.is) {
      case 'event':
        this.#sequencer.push(message.event);
        break;
      case 'spawn':
        startWorker(message.slot);
        break;
      case 'idle':
        this.#look();
        break;
      case 'place':
        this.#places.set(message.slot, message.at);
        break;
      case 'main-ended':
        if (at === this.#mainSlot) this.#onMainEnd(message.value, message.error);
        break;
    }
  }

  #onMainEnd(value: Uint8Array | undefined, error: ErrorFacts | undefined): void {
    if (error) this.#end?.({ reason: 'failed', error });
    else this.#end?.({ reason: 'completed', value: value && decode(value) });
  }

  #onDeath(at: number, death: Death): void {
    // It had taken a number, perhaps, and can post nothing any more.
    if (load(at + Slot.INFLIGHT) === 1) this.#lostNumbers++;
    if (load(at + Slot.JOB) === 1 && !death.error) {
      // It died without having seen the job that it was given: another worker will.
      store(at + Slot.STATE, State.RUNNING);
      startWorker(at);
      return;
    }
    const thread = threadName(at);
    const ident = words[at + Slot.IDENT] as number;
    if (death.state === State.RUNNING) add(Control.RUNNING, -1);
    const error = whyDead(death);
    const hasSaidSo = death.code !== 0 && words[at + Slot.SAID_END] === 1;
    if (!hasSaidSo && ident !== 0) {
      this.say({ type: 'thread.end', thread, ident, process: PROCESS_NAME, end: 'killed', error });
    }
    bury(at);
    markDone(at);
    settle();
    if (at === this.#mainSlot) this.#end?.({ reason: 'failed', error });
  }

  /** Two looks that see all threads in the same sleeps, from which nobody will wake them: then this is the end. */
  #look(): void {
    this.#closeGaps();
    const stuck = findStuck();
    const isSame = stuck !== undefined && this.#stuck !== undefined && areSameSleeps(stuck, this.#stuck);
    this.#stuck = stuck;
    if (isSame) void this.#stop('hung');
  }

  async #stop(reason: 'hung' | 'timeout'): Promise<void> {
    const end = this.#end;
    this.#end = undefined;
    const diagnosis = await this.#askWhere();
    if (diagnosis.waiting.length > 0) this.say({ type: 'diagnosis', diagnosis });
    end?.({ reason, diagnosis });
  }

  /** Asks the sleepers where they sleep. Only now that the run is over: waking them may change their order. */
  async #askWhere(): Promise<Diagnosis> {
    const sleepers = aliveThreads().filter(({ slot }) => load(slot + Slot.STATE) === State.SLEEPING);
    this.#places.clear();
    for (const { slot } of sleepers) nudge(slot, Nudge.REPORT);
    const giveUp = performance.now() + REPORT_MS;
    while (sleepers.some(({ slot }) => !this.#places.has(slot)) && performance.now() < giveUp) await turn();
    return diagnose(sleepers, this.#places);
  }

  /** Daemons, and after a run that was cut short everybody. */
  async #stopThreads(): Promise<void> {
    this.#end = undefined;
    await Promise.all(aliveThreads().map(({ slot }) => endWorker(slot)));
  }

  async #drain(): Promise<void> {
    const giveUp = performance.now() + DRAIN_MS;
    while (!(isAllReceived() && this.#isInOrder()) && performance.now() < giveUp) await turn();
    // The last words of a thread are sent before its worker parks; until then it still touches the arena.
    const parked = performance.now() + PARK_MS;
    while (isAnybodyUp() && performance.now() < parked) await turn();
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

function isAnybodyUp(): boolean {
  return load(Control.RUNNING) > 0 || aliveThreads().length > 0;
}

function whyDead({ code, error }: Death): ErrorFacts {
  if (error) return { type: error.name, message: error.message, stack: error.stack ?? '' };
  if (code === UNSETTLED) {
    const message = 'its module awaits something at its top level that never comes';
    return { type: 'RuntimeError', message, stack: '' };
  }
  return { type: 'RuntimeError', message: `its worker was ended from outside (code ${code})`, stack: '' };
}

/** Exit code of Node for a top-level await that nothing can settle any more. */
const UNSETTLED = 13;

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
