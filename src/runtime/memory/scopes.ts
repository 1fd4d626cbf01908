/**
 * The scope of each control word and each slot word: how long its value stays valid. The words of a scope are reset in one
 * place, when that scope begins anew; a new word does not compile without a scope.
 */
import type { SlotAddress } from './address.js';
import { words } from './arena.js';
import { Control, Slot } from './map.js';

/**
 * - `process`: as long as the process lives. The code that owns the word keeps it right.
 * - `memory`: as long as the objects in the arena; a snapshot contains it.
 * - `guard`: 0 while no thread lives.
 * - `run`, `trial`: 0 when a run, or a run or a trial, begins.
 */
type Scope = 'process' | 'memory' | 'guard' | 'run' | 'trial';

const controlScopes: Readonly<Record<keyof typeof Control, Scope>> = {
  UNWATCHED: 'process',
  LIMIT: 'process',
  START: 'run',
  TRACE: 'run',
  VIRTUAL: 'run',
  SEED: 'run',
  CORES: 'process',
  EXCEPTHOOK: 'trial',
  MUTED: 'run',
  RECORDS: 'trial',
  LINES: 'trial',
  LINES_SIZE: 'trial',
  FAILED: 'trial',
  OTHERS: 'run',
  SPEED: 'run',
  EPOCH: 'run',
  SEQ: 'run',
  RUNNING: 'run',
  PARKED_AWAKE: 'run',
  BUMP: 'memory',
  BLOCKS: 'guard',
  SLOTS: 'guard',
  IDLE: 'process',
  EMPTY: 'process',
  STARTED: 'trial',
  THREAD_NUMBER: 'memory',
  SLOTS_USED: 'process',
  MODULES: 'guard',
  MODULES_TABLE: 'memory',
  PAUSE: 'process',
  TICKETS: 'trial',
  CLOCK_NOW: 'trial',
  RUN: 'process',
  MAIN_OVER: 'trial',
  OVERLAPPING: 'trial',
  OVERLAPPED: 'trial',
  JOINED: 'trial',
  UNJOINED: 'trial',
  HANG_JUDGE: 'run',
  UNWINDING: 'run',
  FIRST_IDENT: 'run',
  PROCESS: 'run',
  PROCESS_NUMBER: 'memory',
  CHILDREN: 'memory',
  COMMON_NUMBER: 'memory',
  COMMON: 'memory',
  SIGNALS: 'run',
  FREE: 'memory',
  TALLY: 'process',
};

/** The control words that are doubles, of two words each. */
const doubleWords: readonly number[] = [Control.SPEED, Control.EPOCH, Control.CLOCK_NOW];

/**
 * - `slot`: as long as the slot, or its worker.
 * - `thread`: 0 when the slot is given to a thread.
 */
type SlotScope = 'slot' | 'thread';

const slotScopes: Readonly<Record<Exclude<keyof typeof Slot, 'SIZE'>, SlotScope>> = {
  JOB: 'slot',
  STATE: 'slot',
  LINK: 'slot',
  AT_WORK: 'slot',
  BEGINNING: 'thread',
  POLLS: 'thread',
  POLLED: 'thread',
  RENAMES: 'slot',
  WATCH: 'slot',
  NOTES: 'slot',
  STARTED_AT: 'thread',
  GENERATION: 'slot',
  DONE: 'slot',
  SERVED: 'slot',
  PARKER: 'thread',
  NEXT: 'thread',
  WAIT_WORD: 'slot',
  WAIT_EXPECTED: 'slot',
  WAIT_UNTIL: 'slot',
  WAIT_OBJECT: 'slot',
  WAIT_REASON: 'slot',
  SLEEPS: 'slot',
  INTERRUPT: 'thread',
  SENT: 'slot',
  INFLIGHT: 'slot',
  TAKEN: 'slot',
  IDENT: 'thread',
  DAEMON: 'thread',
  NAME: 'slot',
  STREAM: 'thread',
  GROUP: 'thread',
  NATIVE_ID: 'slot',
  MEMBER: 'thread',
  RECORD: 'thread',
  WORK: 'slot',
  END_EMITTED: 'thread',
  REPLY: 'slot',
  REPLY_NUMBER: 'slot',
};

function controlWordsOf(...scopes: readonly Scope[]): readonly number[] {
  const names = Object.keys(controlScopes) as (keyof typeof Control)[];
  const found = names.filter((name) => scopes.includes(controlScopes[name])).map((name) => Control[name]);
  return found.flatMap((word) => (doubleWords.includes(word) ? [word, word + 1] : [word]));
}

const ofRun = controlWordsOf('run', 'trial');
const ofTrial = controlWordsOf('trial');
const guards = controlWordsOf('guard');
const ofThread = (Object.keys(slotScopes) as (keyof typeof slotScopes)[])
  .filter((name) => slotScopes[name] === 'thread')
  .map((name) => Slot[name]);

/** Called when a run is about to begin. */
export function resetRunWords(): void {
  for (const word of ofRun) words[word] = 0;
}

/** Called when a trial is about to begin within a run. */
export function resetTrialWords(): void {
  for (const word of ofTrial) words[word] = 0;
}

/** Called while no thread lives: a thread that was ended inside a guard has left it taken. */
export function openGuards(): void {
  for (const word of guards) words[word] = 0;
}

/** Called when the slot at `at` has been given to another thread, which does not run yet. */
export function resetThreadWords(at: SlotAddress): void {
  for (const word of ofThread) words[at + word] = 0;
}
