/**
 * The map of the arena's fixed part. Addresses are *word* indexes (one word = 4 bytes); a line is 64 bytes, what a cache moves at a
 * time. Words that different threads write often lie on lines of their own.
 *
 *     line 0      control words that seldom change
 *     lines 1–9   one hot control word a line
 *     …           heads of the free lists of blocks, counts of trials
 *     SLOTS       one slot for each thread that can be alive
 *     HEAP        objects and blocks, handed out upwards
 *     …           behind all that may be used: the race log (`race-log.ts`)
 */

/** Words in a line of 64 bytes. */
export const LINE = 16;

/** The greatest number of threads that can be alive at once, MainThread included. */
export const MAX_THREADS = 256;

/** What the arena holds unless told otherwise, in MiB. */
export const DEFAULT_ARENA = 256;

/** The most it can be told to hold, in MiB: address space is set aside for it, memory is not. */
export const MAX_ARENA = 1024;

/** What the race log takes behind that, in bytes. */
export const RACE_LOG_BYTES = 2 ** 19;

/** Control words. */
export const Control = {
  /** Always 0: what the host reads where a thread reads its WATCH. */
  UNWATCHED: 0,
  /** First line beyond the part of the arena that may be used. */
  LIMIT: 1,
  /** A `StartMode`. */
  START: 2,
  /** What of the operations is traced, and PROBE while threads are watched for polling. */
  TRACE: 3,
  /** 1 while the clock is virtual. */
  VIRTUAL: 4,
  /** Seed of the run's random streams. */
  SEED: 5,
  /** Cores of the machine: how many threads can spin to any use. */
  CORES: 6,
  /** A block that says where the function is that uncaught exceptions go to; 0 for none. */
  EXCEPTHOOK: 7,
  /** 1 while threads are recorded in the arena and their events muted; the last record; 1 once a thread has failed. */
  MUTED: 12,
  RECORDS: 13,
  FAILED: 14,
  /** 1 once the program has more processes than this one: then its clock, and its end, are common to them. */
  OTHERS: 15,
  /** Program seconds per real second (a double). */
  SPEED: 8,
  /** Real time at which the run began, in seconds of the machine's monotonic clock (a double). */
  EPOCH: 10,
  /** Number the next event takes. */
  SEQ: 1 * LINE,
  /** Threads that are neither asleep nor parked. */
  RUNNING: 2 * LINE,
  /** Workers without a job that stay awake for the next one: they take a core as well. */
  PARKED_AWAKE: 2 * LINE + 1,
  /** First free line of the heap. */
  BUMP: 3 * LINE,
  /** Guard of the free lists of blocks. */
  BLOCKS: 4 * LINE,
  /** Guard of the lists of slots, and the tops of the two lists: workers that wait, and slots without a worker. */
  SLOTS: 5 * LINE,
  IDLE: 5 * LINE + 1,
  EMPTY: 5 * LINE + 2,
  /** Threads started so far: the source of idents. */
  STARTED: 5 * LINE + 3,
  /** Next number for a `Thread-N`. */
  THREAD_NUMBER: 5 * LINE + 4,
  /** Highest slot number that ever had a worker: where to stop looking. */
  SLOTS_USED: 5 * LINE + 5,
  /** Guard of the tables of keyed objects, and the table of those that modules make. */
  MODULES: 6 * LINE,
  MODULES_TABLE: 6 * LINE + 1,
  /** Where the program's clock stands still for threads that have not begun: see `Pause` in the kernel. */
  PAUSE: 6 * LINE + 4,
  /** The time of the virtual clock (a double). */
  CLOCK_NOW: 7 * LINE,
  /** How many runs there have been. */
  RUN: 7 * LINE + 2,
  /** 1 once the code of `main` is over: what those who have joined MainThread sleep on. */
  MAIN_OVER: 7 * LINE + 3,
  /** Recorded threads that run now, and 1 once two did so at once. */
  OVERLAPPING: 7 * LINE + 4,
  OVERLAPPED: 7 * LINE + 5,
  /** Ident of the last thread, by its start, that was joined; and 1 once a thread was started before the last one was. */
  JOINED: 7 * LINE + 14,
  UNJOINED: 7 * LINE + 15,
  /** The slot of the thread that is told when no thread can continue; 0 for the host. */
  HANG_JUDGE: 7 * LINE + 12,
  /** 1 while all threads are unwound: each leaves its next sleep by a throw. */
  UNWINDING: 7 * LINE + 13,
  /** Ident of this process's MainThread, and a block that says who this process is; 0 for the first one. */
  FIRST_IDENT: 7 * LINE + 6,
  PROCESS: 7 * LINE + 7,
  /** Next number for a `Process-N`, and the record of the process that was started last. */
  PROCESS_NUMBER: 7 * LINE + 8,
  CHILDREN: 7 * LINE + 9,
  /** Objects that processes have in common: how many were made here, and the table of those known here. */
  COMMON_NUMBER: 7 * LINE + 10,
  COMMON: 7 * LINE + 11,
  /** Signals that MainThread has yet to take notice of: bit n − 1 for number n. */
  SIGNALS: 6 * LINE + 2,
  /** Heads of the free lists, one per size of block. */
  FREE: 8 * LINE,
  /** Counts of trials: lines 10 to 15. */
  TALLY: 10 * LINE,
} as const;

/** Words of a slot, from its start. */
export const Slot = {
  /** 1 when there is a job to take. The worker of an idle slot sleeps on it. */
  JOB: 0,
  /** A `State`. */
  STATE: 1,
  /** Next slot in the list of idle or of empty slots. */
  LINK: 2,
  /** 1 from when the worker has taken a job until it has parked again, a little longer than its thread lives. */
  AT_WORK: 3,
  /** Whether the program's clock waits for the thread, as `awaitBeginning` and those after it write it. */
  BEGINNING: 4,
  /** While threads are watched: a `Polls`, the object that the thread has read last, and how often it has read the clock. */
  POLLS: 5,
  POLLED: 6,
  /** How often its threads have been given another name. */
  RENAMES: 7,
  /** A set of `Watch` bits: what is to be noted of the thread's loads and stores. */
  WATCH: 8,
  /** Threads this slot has been given to, and how many of them have ended: joiners sleep on DONE. */
  GENERATION: 1 * LINE,
  DONE: 1 * LINE + 1,
  /** The one of them that its worker has come to. */
  SERVED: 1 * LINE + 2,
  /** The word a thread sleeps on when what it waits for is itself; NEXT links the slots that wait for one object. */
  PARKER: 2 * LINE,
  NEXT: 2 * LINE + 1,
  /** What the thread sleeps on: word, expected value, deadline (a double, program seconds), the object, the `Call`. */
  WAIT_WORD: 3 * LINE,
  WAIT_EXPECTED: 3 * LINE + 1,
  WAIT_UNTIL: 3 * LINE + 2,
  WAIT_OBJECT: 3 * LINE + 4,
  WAIT_REASON: 3 * LINE + 5,
  /** Counts sleeps: two looks that see the same number saw the same sleep. */
  SLEEPS: 3 * LINE + 6,
  /** A set of `Interrupt` bits: reasons to wake other than the awaited one. */
  INTERRUPT: 3 * LINE + 7,
  /** Events posted; odd INFLIGHT while one has its number but is not posted; events the host has taken. */
  POSTED: 4 * LINE,
  INFLIGHT: 4 * LINE + 1,
  TAKEN: 5 * LINE,
  /** The thread's identity. */
  IDENT: 6 * LINE,
  DAEMON: 6 * LINE + 1,
  NAME: 6 * LINE + 2,
  /** Seed of its random numbers. */
  STREAM: 6 * LINE + 3,
  GROUP: 6 * LINE + 4,
  NATIVE_ID: 6 * LINE + 5,
  /** The how-manieth of its group it is. */
  MEMBER: 6 * LINE + 9,
  /** The thread's record, while threads are recorded. */
  RECORD: 6 * LINE + 8,
  /** What it is to do, as an item. */
  WORK: 6 * LINE + 12,
  /** 1 once the thread's end has been said in an event. */
  SAID_END: 6 * LINE + 7,
  /** Where the answer to a question of this thread is put: a check's result, or the host's answer; a number with it (a double). */
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
  /** A thread that can go on, as far as anybody knows. */
  RUNNING: 2,
  /** A thread that sleeps on WAIT_WORD. */
  SLEEPING: 3,
  /** Its worker has died and the host has not yet cleared up. */
  DEAD: 4,
} as const;

export const Interrupt = {
  /** The virtual clock has reached WAIT_UNTIL. */
  EXPIRED: 1,
  /** Tell where you sleep. */
  REPORT: 2,
  /** No thread can continue: for the thread in HANG_JUDGE. */
  HUNG: 4,
  /** All threads are unwound. */
  UNWIND: 8,
  /** A signal has come. */
  SIGNAL: 16,
} as const;

/** Why a thread's loads and stores are more than plain accesses: one test of one word, of the thread's own, finds out. */
export const Watch = {
  /** They are traced. */
  TRACED: 1,
  /** Threads are watched for polling. */
  PROBED: 2,
  /** The thread is to pause at its first load. */
  FIRST_LOAD: 4,
} as const;

/** What a thread does over and over. */
export const Polls = {
  /** Something that may lead somewhere, as far as anybody knows. */
  NOT: 0,
  /** It reads shared data, and reads the same each time. */
  DATA: 1,
  /** It reads the clock as well. */
  CLOCK: 2,
} as const;

/** The bit of TRACE that has threads note what they read. */
export const PROBE = 4;

/** Start of the slots; slot numbers begin at 1, so that 0 can mean none. */
const SLOTS = 16 * LINE;
export const HEAP_LINE = (SLOTS + (MAX_THREADS + 1) * Slot.SIZE) / LINE;

/** Address of slot number `n` (1 … MAX_THREADS). */
export function slotAt(n: number): number {
  return SLOTS + n * Slot.SIZE;
}
