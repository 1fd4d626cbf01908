/**
 * The messages between the processes of a program. The processes form a tree, in which each is a child of the process that
 * started it. The only channels are those between parent and child: messages go up to the first process, and from there down to
 * the process they are meant for.
 */
import type { RunEvent } from '../../events/run-event.js';
import type { ProgramSettings, SpawnFacts } from '../host/settings.js';
import type { ProcessFacts } from '../kernel/identity.js';
import type { ObjectAddress, SlotAddress } from '../memory/address.js';
import type { CallSite } from '../source/call-stack.js';
import type { Job } from '../threads/job.js';
import type { Client } from '../threads/port.js';
import type { Sleeper } from '../tracing/sleeper.js';

/** What the MainThread of a child process has to do, with packed arguments. `stream` seeds its random numbers. */
export interface ChildJob extends Omit<Job, 'args'> {
  readonly stream: number;
}

/** What a child process is started with. */
export interface SpawnData extends SpawnFacts {
  readonly job: ChildJob;
  readonly settings: Pick<ProgramSettings, 'start' | 'speed' | 'trace' | 'arena' | 'isRecorded'>;
}

/** An object that processes have in common. The first process keeps it under its id. */
export interface RemoteFacts {
  readonly id: string;
  readonly kind: 'Lock' | 'RLock' | 'Queue' | 'Value';
  /** The most items that a queue holds, or the first number of a value. */
  readonly number: number;
  /** For a value: true if it is a whole number of 32 bits. */
  readonly isWhole?: boolean;
}

/** A request about one of these objects. */
export interface Command {
  readonly object: RemoteFacts;
  readonly op:
    | 'acquire'
    | 'release'
    | 'owner'
    | 'depth'
    | 'put'
    | 'get'
    | 'size'
    | 'task-done'
    | 'join'
    | 'load'
    | 'store';
  /** False: the reply is `WOULD_BLOCK` instead of a wait. */
  readonly blocks?: boolean;
  readonly number?: number;
  readonly content?: Uint8Array;
  /** Where the program loads or stores the value, or acquires the lock. */
  readonly site?: CallSite | undefined;
}

/** A request to the process's own host. */
export type HostCommand =
  | {
      readonly is: 'start';
      /** Address of the process's record. */
      readonly record: ObjectAddress;
      readonly facts: Omit<ProcessFacts, 'number'>;
      readonly job: ChildJob;
      /** The program's file and its arguments, as in the thread that starts the process. */
      readonly argv: readonly string[];
    }
  | { readonly is: 'signal'; readonly process: number; readonly signal: 'SIGTERM' | 'SIGKILL' }
  /** MainThread now has a handler for a signal, or no longer has one. */
  | { readonly is: 'handle'; readonly signal: NodeJS.Signals; readonly isHandled: boolean };

export interface Reply {
  /** A `ReplyCode`. */
  readonly code: number;
  readonly number?: number;
  readonly content?: Uint8Array;
}

export const ReplyCode = {
  /** Not done: the thread would have had to wait (longer), or there was nothing to get. */
  WOULD_BLOCK: 0,
  OK: 1,
  /** An error: for example, the release of a lock that is free. */
  ERROR: 2,
  /** Failed: `content` is the text of the reason. */
  FAILED: 3,
} as const;

/** To the first process. */
export type UpMessage =
  /** For the parent alone: the process's MainThread has begun, and its clock has been going since that real time. */
  | { readonly is: 'begun'; readonly since: number }
  | { readonly is: 'event'; readonly event: RunEvent }
  | { readonly is: 'request'; readonly client: Client; readonly request: Command }
  /** A thread no longer waits for its reply; it still gets one. */
  | { readonly is: 'cancel'; readonly slot: SlotAddress }
  /** A thread was ended in the middle of waiting. */
  | { readonly is: 'forget'; readonly slot: SlotAddress }
  /** A revocable reply has arrived, and its thread is about to take it; or that thread cannot take it. */
  | { readonly is: 'arrived' | 'returned'; readonly slot: SlotAddress; readonly serial: number }
  /** A process is about to be started and needs a number. */
  | { readonly is: 'register'; readonly token: number }
  /**
   * A process was told to end, or is coming to its end: from now on it does not count as quiet and is given nothing, and its
   * end may wake threads of other processes. Or it goes on after all.
   */
  | { readonly is: 'ending' | 'goes-on'; readonly process: number }
  | { readonly is: 'exited'; readonly process: number }
  /** The process got SIGINT and asks whether all processes did. If so, the first process decides what happens. */
  | { readonly is: 'interrupted' }
  /**
   * No thread of this process can continue by itself before `until` (program seconds). `sent` and `received` count the
   * process's messages, this one included, but not events: if none is on its way, the process stays quiet until it gets
   * another.
   */
  | { readonly is: 'quiet'; readonly until: number; readonly sent: number; readonly received: number }
  | { readonly is: 'sleepers'; readonly sleepers: readonly Sleeper[] };

/** From the first process to one of them. */
export type DownMessage =
  /** `isRevocable`: what the reply gives is taken back unless the process reports its arrival. */
  | {
      readonly is: 'reply';
      readonly slot: SlotAddress;
      readonly serial: number;
      readonly answer: Reply;
      readonly isRevocable: boolean;
    }
  | { readonly is: 'registered'; readonly token: number; readonly process: number }
  /** The virtual clock's time, for all processes. */
  | { readonly is: 'time'; readonly now: number }
  /** Asks a process to report again if it is still quiet. */
  | { readonly is: 'report-again' }
  | { readonly is: 'report-sleepers' }
  /** A SIGINT was for this process alone. */
  | { readonly is: 'interrupt' };

/** On the channel between a parent and a child. */
export type ToParent = { readonly from: number; readonly message: UpMessage };
export type ToChild =
  | { readonly is: 'spawn'; readonly data: SpawnData }
  /** `patience`: milliseconds that the child has to end its own children. */
  | { readonly is: 'stop'; readonly patience: number }
  | { readonly is: 'down'; readonly to: number; readonly message: DownMessage };
