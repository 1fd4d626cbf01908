/** What a host needs of the other processes of its program, and they of it. `processes/tree` has them; the host knows only this. */
import type { RunEvent } from '../../events/run-event.js';
import type { RequestMessage } from '../threads/port.js';
import type { RemoteLostUpdate } from '../tracing/lost-update-of-run.js';
import type { Sleeper } from '../tracing/sleeper.js';
import type { ProgramSettings } from './settings.js';

/** The run, as far as this process's place among the others needs it. */
export interface OwnRun {
  /** Tells an event of another thread or process than the host's own, in its place among all. */
  relay(event: Unplaced): void;
  /** Something has changed: look soon whether any thread can go on. */
  lookSoon(): void;
  findSleepers(): Promise<readonly Sleeper[]>;
  /** No thread can go on, in no process. */
  onHang(): void;
  /** MainThread is to take notice of a signal. */
  signalMain(signal: NodeJS.Signals): void;
}

/** An event that has yet to be given its place, and its time if it has none. */
export type Unplaced = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, 'v' | 'seq' | 't' | 'now'>
    : never
  : never;

export interface OtherProcesses {
  /** What a thread of this process asks, in the order of the numbers that it was stamped with. */
  take(message: RequestMessage): void;
  /** The thread in a slot was ended. */
  forget(slot: number): void;
  /** No message of this process's own threads is on its way: says so if none of them can go on by itself. */
  lookWhetherQuiet(): void;
  /** The sleepers of all processes. For the first one; `patience` in milliseconds. */
  findAllSleepers(patience: number): Promise<readonly Sleeper[]>;
  /** MainThread has begun, and `mark` is the word that says whether the clock still stands for it. */
  awaitSettled(mark: number): void;
  /** The first lost update of a value that processes have in common; for the first one. */
  readonly lostUpdate: RemoteLostUpdate | null | undefined;
  /** Ends all processes below this one. */
  stop(): Promise<void>;
  /** All has been said of the run: what processes had in common is no more. */
  close(): void;
}

/** Gives the run of this process its place among the others. */
export type JoinOthers = (run: OwnRun, settings: ProgramSettings) => OtherProcesses;
