/**
 * What a host needs of the other processes of its program, and they of it. `processes/tree` implements it; the host knows only
 * this interface.
 */
import type { RunEvent } from '../../events/run-event.js';
import type { SlotAddress } from '../memory/address.js';
import type { RequestMessage } from '../threads/port.js';
import type { RemoteLostUpdate } from '../tracing/lost-update-of-run.js';
import type { Sleeper } from '../tracing/sleeper.js';
import type { ProgramSettings } from './settings.js';

/** The run, as far as its process node needs it. */
export interface OwnRun {
  /** Emits an event, in order with all others. */
  emit(event: Unstamped): void;
  /** Something has changed: look soon whether any thread can continue. */
  lookSoon(): void;
  findSleepers(): Promise<readonly Sleeper[]>;
  /** No thread of any process can continue. */
  onHang(): void;
  /** MainThread has to notice a signal. */
  signalMain(signal: NodeJS.Signals): void;
}

/** An event that has yet to get its number, and its time if it has none. */
export type Unstamped = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, 'v' | 'seq' | 't' | 'now'>
    : never
  : never;

export interface OtherProcesses {
  /** Takes a request of a thread of this process, in the order of the numbers that requests are stamped with. */
  take(message: RequestMessage): void;
  /** The thread in a slot was ended. */
  forget(slot: SlotAddress): void;
  /**
   * No message of this process's own threads is on its way: reports that it is quiet if none of them can continue by itself.
   */
  lookWhetherQuiet(): void;
  /** The sleepers of all processes; for the first process. `patience` is in milliseconds. */
  findAllSleepers(patience: number): Promise<readonly Sleeper[]>;
  /** MainThread has begun; `mark` is the word that says whether the clock still stands for it. */
  awaitSettled(mark: number): void;
  /** The first lost update of a value that processes have in common; for the first process. */
  readonly lostUpdate: RemoteLostUpdate | null | undefined;
  /** Ends all processes below this one. */
  stop(): Promise<void>;
  /** The run has been reported in full: the objects that processes had in common are gone. */
  close(): void;
}

/** Connects the run of this process to the others. */
export type JoinOthers = (run: OwnRun, settings: ProgramSettings) => OtherProcesses;
