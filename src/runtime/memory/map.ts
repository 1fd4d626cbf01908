/**
 * The map of the arena's fixed part. Addresses are *word* indexes (one word = 4 bytes); a line is 64 bytes, the unit in which
 * caches move memory. Words that different threads write often lie on lines of their own.
 *
 *     line 0      control words that seldom change
 *     lines 1–9   one hot control word per line
 *     …           heads of the free lists of blocks, counts of trials
 *     SLOTS       one slot for each thread that can be alive
 *     HEAP        objects and blocks, handed out upwards
 *     …           beyond all that may be used: the race log (`race-log.ts`)
 */
import type { SlotAddress } from './address.js';

/** Words in a line of 64 bytes. */
export const LINE = 16;

/** The greatest number of threads that can be alive at once, MainThread included. */
export const MAX_THREADS = 256;

/** The default size of the arena, in MiB. */
export const DEFAULT_ARENA = 256;

/** The greatest size that can be asked for, in MiB: it reserves address space, not memory. */
export const MAX_ARENA = 1024;

/** The size of the race log beyond that, in bytes. */
export const RACE_LOG_BYTES = 2 ** 20;

/** Control words. */
export const Control = {
  /** Always 0: what the host reads where a thread reads its WATCH. */
  UNWATCHED: 0,
  /** First line beyond the part of the arena that may be used. */
  LIMIT: 1,
  /** A `StartMode`. */
  START: 2,
  /** Which operations are traced; PROBE while threads are watched for polling; OBSERVED in controlled schedules. */
  TRACE: 3,
  /** 1 while the clock is virtual. */
  VIRTUAL: 4,
  /** Seed of the run's random streams. */
  SEED: 5,
  /** Cores of the machine: with more threads awake, spinning is of no use. */
  CORES: 6,
  /** The block with the reference to the function that receives uncaught exceptions; 0 for none. */
  EXCEPTHOOK: 7,
  /** 1 while threads are recorded in the arena and their events muted; the last record; 1 once a thread has failed. */
  MUTED: 12,
  RECORDS: 13,
  FAILED: 14,
  /** 1 once the program has other processes: from then on they share its clock and its end. */
  OTHERS: 15,
  /** Program seconds per real second (a double). */
  SPEED: 8,
  /** Real time at which the run began, in seconds of the machine's monotonic clock (a double). */
  EPOCH: 10,
  /** The number of the next event. */
  SEQ: 1 * LINE,
  /** The last ticket: see `kernel/order.ts`. */
  TICKETS: 1 * LINE + 1,
  /** Threads that are neither asleep nor parked. */
  RUNNING: 2 * LINE,
  /** Workers without a job that spin for the next one: each takes a core as well. */
  PARKED_AWAKE: 2 * LINE + 1,
  /** First free line of the heap. */
  BUMP: 3 * LINE,
  /** While threads are recorded: the last log line, and how many words the lines take, or would. */
  LINES: 3 * LINE + 1,
  LINES_SIZE: 3 * LINE + 2,
  /** Guard of the free lists of blocks. */
  BLOCKS: 4 * LINE,
  /** Guard of the lists of slots; the tops of the two lists: slots of parked workers, and slots without a worker. */
  SLOTS: 5 * LINE,
  IDLE: 5 * LINE + 1,
  EMPTY: 5 * LINE + 2,
  /** Threads started so far: the source of idents. */
  STARTED: 5 * LINE + 3,
  /** Next number for a `Thread-N`. */
  THREAD_NUMBER: 5 * LINE + 4,
  /** The highest slot number that ever had a worker: loops over slots end here. */
  SLOTS_USED: 5 * LINE + 5,
  /** Guard of the tables of interned objects; the table of those that modules make. */
  MODULES: 6 * LINE,
  MODULES_TABLE: 6 * LINE + 1,
  /** The pause of the program's clock for threads that have not begun: see `Pause` in the kernel. */
  PAUSE: 6 * LINE + 4,
  /** The time of the virtual clock (a double). */
  CLOCK_NOW: 7 * LINE,
  /** The number of runs so far. */
  RUN: 7 * LINE + 2,
  /** 1 once the code of `main` is over: threads that join MainThread sleep on it. */
  MAIN_OVER: 7 * LINE + 3,
  /** The number of recorded threads that run now; 1 once two have run at the same time. */
  OVERLAPPING: 7 * LINE + 4,
  OVERLAPPED: 7 * LINE + 5,
  /** Ident of the last-started thread that has been joined; 1 once a thread was started before the previous one was joined. */
  JOINED: 7 * LINE + 14,
  UNJOINED: 7 * LINE + 15,
  /** The slot of the thread that is interrupted when no thread can continue; 0 for the host. */
  HANG_JUDGE: 7 * LINE + 12,
  /** 1 while all threads are unwound: each throws where it would sleep. */
  UNWINDING: 7 * LINE + 13,
  /** Ident of this process's MainThread; the block with this process's facts, 0 in the first process. */
  FIRST_IDENT: 7 * LINE + 6,
  PROCESS: 7 * LINE + 7,
  /** Next number for a `Process-N`; the record of the process that was started last. */
  PROCESS_NUMBER: 7 * LINE + 8,
  CHILDREN: 7 * LINE + 9,
  /** Objects that processes share: how many were made here; the table of those known here. */
  COMMON_NUMBER: 7 * LINE + 10,
  COMMON: 7 * LINE + 11,
  /** Signals that MainThread has not taken yet: bit n − 1 for number n. */
  SIGNALS: 6 * LINE + 2,
  /** Heads of the free lists, one per size of block. */
  FREE: 8 * LINE,
  /** Counts of trials: lines 10 to 15. */
  TALLY: 10 * LINE,
} as const;

/** Words of a slot, as offsets from its start. */
export const Slot = {
  /** 1 while there is a job to take. The worker of an idle slot sleeps on it. */
  JOB: 0,
  /** A `State`. */
  STATE: 1,
  /** Next slot in the list of idle or of empty slots. */
  LINK: 2,
  /** 1 from when the worker takes a job until it parks again: a little longer than its thread lives. */
  AT_WORK: 3,
  /** Whether the program's clock waits for the thread; `awaitBeginning`, `begin` and `settle` write it. */
  BEGINNING: 4,
  /** While threads are watched for polling: a `Polls`, and the object that the thread has read last. */
  POLLS: 5,
  POLLED: 6,
  /** How often threads of this slot have been renamed. */
  RENAMES: 7,
  /** A set of `Watch` bits: what the thread's loads and stores have to do besides. */
  WATCH: 8,
  /** The acquisitions of locks that are still to be noted, or traced: while it is 0, a lock is taken without a further look. */
  NOTES: 9,
  /** The ticket of the thread's start. */
  STARTED_AT: 10,
  /** How many threads this slot has been given to, and how many of them have ended: joiners sleep on DONE. */
  GENERATION: 1 * LINE,
  DONE: 1 * LINE + 1,
  /** The generation of the last thread that the worker has taken on. */
  SERVED: 1 * LINE + 2,
  /** The word that a thread sleeps on in a wait queue, and in `sleep`; NEXT links the slots of one wait queue. */
  PARKER: 2 * LINE,
  NEXT: 2 * LINE + 1,
  /** What the thread sleeps for: word, expected value, deadline (a double, program seconds), object, reason. */
  WAIT_WORD: 3 * LINE,
  WAIT_EXPECTED: 3 * LINE + 1,
  WAIT_UNTIL: 3 * LINE + 2,
  WAIT_OBJECT: 3 * LINE + 4,
  WAIT_REASON: 3 * LINE + 5,
  /** Counts sleeps: two looks that see the same number see the same sleep. */
  SLEEPS: 3 * LINE + 6,
  /** A set of `Interrupt` bits: reasons to wake other than the awaited one. */
  INTERRUPT: 3 * LINE + 7,
  /** Messages sent; INFLIGHT is 1 while one may have a number and is not sent yet; events that the host has taken. */
  SENT: 4 * LINE,
  INFLIGHT: 4 * LINE + 1,
  TAKEN: 5 * LINE,
  /** The thread's identity. */
  IDENT: 6 * LINE,
  DAEMON: 6 * LINE + 1,
  NAME: 6 * LINE + 2,
  /** Seed of the thread's random numbers. */
  STREAM: 6 * LINE + 3,
  GROUP: 6 * LINE + 4,
  NATIVE_ID: 6 * LINE + 5,
  /** The thread's number in its start group, from 0. */
  MEMBER: 6 * LINE + 9,
  /** The thread's record, while threads are recorded. */
  RECORD: 6 * LINE + 8,
  /** The thread's job, as an item. */
  WORK: 6 * LINE + 12,
  /** 1 once the event of the thread's end has been emitted. */
  END_EMITTED: 6 * LINE + 7,
  /** The reply to a request of this thread: a check's result, or the host's reply; and a number with it (a double). */
  REPLY: 6 * LINE + 6,
  REPLY_NUMBER: 6 * LINE + 10,
  /** Size in words. */
  SIZE: 7 * LINE,
} as const;

export const State = {
  /** No worker. */
  EMPTY: 0,
  /** A worker without a job. */
  IDLE: 1,
  /** A thread that can go on, as far as is known. */
  RUNNING: 2,
  /** A thread that sleeps on WAIT_WORD. */
  SLEEPING: 3,
  /** The worker has ended, or is about to, and the host has not freed the slot yet. */
  DEAD: 4,
} as const;

export const Interrupt = {
  /** The virtual clock has reached WAIT_UNTIL. */
  EXPIRED: 1,
  /** The thread is to report where it sleeps. */
  REPORT: 2,
  /** No thread can continue: for the thread in HANG_JUDGE. */
  HUNG: 4,
  /** All threads are unwound. */
  UNWIND: 8,
  /** A signal has come. */
  SIGNAL: 16,
} as const;

/** Why a thread's loads and stores are more than plain accesses: each tests one word of the thread's own slot. */
export const Watch = {
  /** They are traced. */
  TRACED: 1,
  /** Threads are watched for polling. */
  PROBED: 2,
  /** The thread is to pause at its first load. */
  FIRST_LOAD: 4,
} as const;

/** What a thread polls. */
export const Polls = {
  /** Nothing, as far as is known. */
  NOT: 0,
  /** Shared data, which it finds the same each time. */
  DATA: 1,
  /** The clock, and perhaps shared data. */
  CLOCK: 2,
} as const;

/** The bit of TRACE that makes threads note their reads. */
export const PROBE = 4;

/** The bit of TRACE that makes threads of a controlled schedule note what their operations came to. */
export const OBSERVED = 8;

/** The address of slot 0, which is not used: slot numbers begin at 1, so that 0 can mean none. */
const SLOTS = 16 * LINE;
export const HEAP_LINE = (SLOTS + (MAX_THREADS + 1) * Slot.SIZE) / LINE;

/** Address of slot number `n` (1 … MAX_THREADS). */
export function slotAt(n: number): SlotAddress {
  return (SLOTS + n * Slot.SIZE) as SlotAddress;
}
