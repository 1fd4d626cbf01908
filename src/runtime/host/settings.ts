/** What a program is run with, and how its threads learn of it. */
import type { Diagnosis, StartLine } from '../../events/facts.js';
import type { RunEvent } from '../../events/run-event.js';
import { ValueError } from '../errors.js';
import { firstIdentOf, mainIdent, type ProcessFacts } from '../kernel/identity.js';
import { resetPause } from '../kernel/pause.js';
import { monotonic } from '../kernel/real-time.js';
import { doubles, memory, words } from '../memory/arena.js';
import { store } from '../memory/atomics.js';
import { storeText } from '../memory/heap.js';
import { Control, DEFAULT_ARENA, MAX_ARENA, RACE_LOG_BYTES } from '../memory/map.js';
import { resetRunWords } from '../memory/scopes.js';
import { StartMode } from '../threads/start-line.js';
import { resetRaceLog } from '../tracing/race-log.js';
import { Trace } from '../tracing/trace.js';

export interface ProgramSettings {
  readonly start: StartLine;
  /** Program seconds per real second, or the virtual clock. */
  readonly speed: number | 'max';
  readonly seed: number;
  /** Real seconds after which the program is stopped. */
  readonly timeout?: number;
  readonly trace: keyof typeof Trace;
  /** MiB that the program's shared objects may take. */
  readonly arena?: number;
  readonly signal?: AbortSignal;
  /** True: threads are recorded in the arena and emit no events. */
  readonly isRecorded?: boolean;
  /** Set in a child process. */
  readonly spawned?: SpawnFacts;
  /** Receives the events of threads, in order. */
  onEvent(event: RunEvent): void;
  /** Receives what the program's MainThread reports besides events. */
  onNote?(note: unknown): void;
  /** Receives the diagnosis that a thread has asked for, and what it is about. */
  onDiagnosis?(diagnosis: Diagnosis, about: unknown): void;
}

/** What a child process gets from its parent: which process it is, when the run began, and the time of the program's clock. */
export interface SpawnFacts {
  readonly facts: ProcessFacts;
  /** Real seconds of the machine's clock. */
  readonly epoch: number;
  /** Program seconds. */
  readonly now: number;
}

/** Checks the settings, and writes down what the threads have to know. Throws ValueError. */
export function configure({
  start,
  speed,
  seed,
  timeout,
  trace,
  arena = DEFAULT_ARENA,
  isRecorded,
  spawned,
}: ProgramSettings): void {
  const most = Math.min(MAX_ARENA, (memory.byteLength - RACE_LOG_BYTES) / 2 ** 20);
  if (!(arena >= 1 && arena <= most)) throw new ValueError(`the arena must hold from 1 to ${most} MiB, not ${arena}`);
  if (!Object.hasOwn(StartMode, start)) throw new ValueError(`start must be aligned, together or free, not ${start}`);
  if (speed !== 'max' && !(speed > 0 && speed < Infinity)) {
    throw new ValueError(`speed must be a number above 0, or max, not ${speed}`);
  }
  if (timeout !== undefined && !(timeout > 0)) throw new ValueError(`timeout must be seconds above 0, not ${timeout}`);
  resetRunWords();
  words[Control.LIMIT] = Math.floor((arena * 2 ** 20) / 64);
  words[Control.START] = StartMode[start];
  words[Control.TRACE] = Trace[trace];
  words[Control.VIRTUAL] = speed === 'max' ? 1 : 0;
  words[Control.SEED] = seed;
  words[Control.MUTED] = isRecorded ? 1 : 0;
  words[Control.RUN] = (words[Control.RUN] as number) + 1;
  doubles[Control.SPEED >> 1] = speed === 'max' ? 1 : speed;
  const { facts, epoch, now } = spawned ?? {};
  words[Control.OTHERS] = spawned ? 1 : 0;
  words[Control.PROCESS] = facts ? storeText(JSON.stringify(facts)) : 0;
  words[Control.FIRST_IDENT] = firstIdentOf(facts?.number ?? 0);
  words[Control.STARTED] = mainIdent() - 1;
  doubles[Control.CLOCK_NOW >> 1] = now ?? 0;
  // By the one clock that all processes of the machine share.
  doubles[Control.EPOCH >> 1] = epoch ?? monotonic();
  startClock();
  // Publishes all of this to every thread that reads the number of the next event.
  store(Control.SEQ, 1);
  // Trials must race as they would unwatched, and no single trial is shown.
  resetRaceLog(isRecorded !== true);
}

/** Starts the program's clock: from 0 or, in a child process, from the time at which its parent's clock stands still for it. */
export function startClock(): void {
  resetPause(startOfClock() / (doubles[Control.SPEED >> 1] as number));
}

/** Program seconds at which the clock starts. */
export function startOfClock(): number {
  return doubles[Control.CLOCK_NOW >> 1] as number;
}
