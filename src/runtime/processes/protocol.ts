/**
 * What the processes of a program say to each other. They form a tree, each being a child of the one that started it, and the
 * channels between parent and child are the only ones: messages go up to the first process, and from there down to whom they
 * are meant for.
 */
import type { RunEvent } from '../../events/run-event.js';
import type { ProgramSettings, SpawnFacts } from '../host/settings.js';
import type { ProcessFacts } from '../kernel/identity.js';
import type { CallSite } from '../source/call-stack.js';
import type { Job } from '../threads/job.js';
import type { Client } from '../threads/port.js';
import type { Sleeper } from '../tracing/sleeper.js';

/** What the MainThread of a child process is to do: its arguments are packed. `stream` seeds its random numbers. */
export interface ChildJob extends Omit<Job, 'args'> {
  readonly stream: number;
}

/** What a child process is started with. */
export interface SpawnData extends SpawnFacts {
  readonly job: ChildJob;
  readonly settings: Pick<ProgramSettings, 'start' | 'speed' | 'trace' | 'arena' | 'isRecorded'>;
}

/** An object that processes have in common; the first process keeps it, under its id. */
export interface RemoteFacts {
  readonly id: string;
  readonly kind: 'Lock' | 'RLock' | 'Queue' | 'Value';
  /** How many items a queue holds at most, or the number that a value begins with. */
  readonly number: number;
  /** Of a value: true if it is a whole number of 32 bits. */
  readonly isWhole?: boolean;
}

/** What is asked for one of them. */
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
  /** False: answer `NOT` instead of waiting. */
  readonly blocks?: boolean;
  readonly number?: number;
  readonly content?: Uint8Array;
  /** Where the program loads or stores a value. */
  readonly site?: CallSite;
}

/** What is asked of the process's own host. */
export type HostCommand =
  | {
      readonly is: 'start';
      /** Address of the process's record. */
      readonly record: number;
      readonly facts: Omit<ProcessFacts, 'number'>;
      readonly job: ChildJob;
      /** The program's file and its arguments, as the thread that starts the process has them. */
      readonly argv: readonly string[];
    }
  | { readonly is: 'signal'; readonly process: number; readonly signal: 'SIGTERM' | 'SIGKILL' }
  /** MainThread has a handler for a signal, or has none any more. */
  | { readonly is: 'handle'; readonly signal: NodeJS.Signals; readonly isHandled: boolean };

export interface Reply {
  /** An `ReplyCode`. */
  readonly code: number;
  readonly number?: number;
  readonly content?: Uint8Array;
}

export const ReplyCode = {
  /** It was not done: that would have meant to wait (on), or there was nothing there. */
  WOULD_BLOCK: 0,
  OK: 1,
  /** It is an error: a lock that is free was released, say. */
  ERROR: 2,
  /** It could not be done: the text is in `content`. */
  FAILED: 3,
} as const;

/** To the first process. */
export type UpMessage =
  /** For the parent alone: the process's MainThread has begun, and its clock goes since the real time `at`. */
  | { readonly is: 'begun'; readonly at: number }
  | { readonly is: 'event'; readonly event: RunEvent }
  | { readonly is: 'request'; readonly client: Client; readonly request: Command }
  /** A thread does not wait for its answer any longer; it still gets one. */
  | { readonly is: 'cancel'; readonly slot: number }
  /** A thread was ended in the middle of waiting. */
  | { readonly is: 'forget'; readonly slot: number }
  /** A revocable answer is here, and its thread about to take it; or that thread cannot take it. */
  | { readonly is: 'arrived' | 'returned'; readonly slot: number; readonly serial: number }
  /** A process is about to be started, and needs a number. */
  | { readonly is: 'register'; readonly token: number }
  /**
   * It was told to end, or is coming to its end: it will not say that it is quiet any more, is given nothing, and may be about
   * to wake somebody by its end. Or it goes on after all.
   */
  | { readonly is: 'ending' | 'goes-on'; readonly process: number }
  | { readonly is: 'exited'; readonly process: number }
  /** It has got SIGINT, and wants to know whether that was for all: then the first process decides what is to be done. */
  | { readonly is: 'interrupted' }
  /**
   * Nobody in this process can go on by itself before `until` (program seconds). `sent` and `received` count its messages
   * but for events, this one included: with none on the way, that is so until it gets another.
   */
  | { readonly is: 'quiet'; readonly until: number; readonly sent: number; readonly received: number }
  | { readonly is: 'sleepers'; readonly sleepers: readonly Sleeper[] };

/** From the first process to one of them. */
export type DownMessage =
  /** `isRevocable`: what it gives is taken back unless the process says that it has arrived. */
  | {
      readonly is: 'reply';
      readonly slot: number;
      readonly serial: number;
      readonly answer: Reply;
      readonly isRevocable: boolean;
    }
  | { readonly is: 'registered'; readonly token: number; readonly process: number }
  /** The virtual clock's time, for all. */
  | { readonly is: 'time'; readonly now: number }
  /** Is it still quiet? */
  | { readonly is: 'say-again' }
  | { readonly is: 'report-sleepers' }
  /** A SIGINT was for this process alone. */
  | { readonly is: 'interrupt' };

/** On the channel between a parent and a child. */
export type ToParent = { readonly from: number; readonly message: UpMessage };
export type ToChild =
  | { readonly is: 'spawn'; readonly data: SpawnData }
  /** In milliseconds: what it has for ending its own children. */
  | { readonly is: 'stop'; readonly patience: number }
  | { readonly is: 'down'; readonly to: number; readonly message: DownMessage };
