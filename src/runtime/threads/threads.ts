/** Threads by their slots: start, end, join, and who is alive. */
import { RuntimeError } from '../errors.js';
import type { Place } from '../functions/function-ref.js';
import { mainIdent, nameSlot, processName } from '../kernel/identity.js';
import { awaitBeginning, settle } from '../kernel/pause.js';
import { glance } from '../kernel/polling.js';
import { countStarted } from '../kernel/running.js';
import { wait } from '../kernel/sleep.js';
import { spinWhile } from '../kernel/spin.js';
import { refuseWhileUnwinding } from '../kernel/unwind.js';
import { reasonNumber } from '../kernel/wait-reason.js';
import { notifyUncounted, waitUncounted, wake } from '../kernel/wake.js';
import { Control, MAX_THREADS, Polls, Slot, State, slot, slotAt, slotsUsed, words } from '../memory/arena.js';
import { add, load, store } from '../memory/atomics.js';
import { enter, leave } from '../memory/guard.js';
import { freeBlock, storeText } from '../memory/heap.js';
import { discard, pack, writeItem } from '../objects/items.js';
import { emitFor } from './emit.js';
import { tellHost } from './port.js';
import { noteJoin, noteStart } from './sequence.js';
import { joinGroup, leaveStartLine, memberNumber, withdraw } from './start-line.js';
import { isRecording, recordStart, reserveRecord } from './thread-records.js';

/** A thread that was started: the slot it was given, and the how-manieth of that slot it is. */
export interface ThreadPlace {
  readonly slot: number;
  readonly generation: number;
  readonly ident: number;
}

/** What a worker is told to run. */
export interface Job extends Place {
  readonly args: readonly unknown[];
  /** For the MainThread of a child process: what its parent has encoded of `args`, `kwargs` and `fields`. */
  readonly packed?: Uint8Array;
  readonly isProcess?: true;
  /** For a subclass of Thread: the fields of the instance whose `run` is to be called, and what `super.run()` is to call. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The block that what becomes of the fields is left in. */
  readonly fieldsBlock?: number;
  readonly kwargs?: Readonly<Record<string, unknown>> | undefined;
  readonly inner?: Place;
  /** For a Timer: the seconds to wait before the call, and the Event that cancels it. */
  readonly delay?: { readonly seconds: number; readonly unless: object };
  /** For a MainThread that runs `main` again and again: what it needs to know for that. */
  readonly trials?: unknown;
  /** Set to the asker's slot by one who only wants to know whether the function is there. */
  readonly checkFor?: number;
}

/** What is answered to a job with `checkFor`, in the asker's slot. */
export const CheckResult = { FOUND: 1, MISSING: 2 } as const;

/**
 * Starts a thread: gives the job to a worker that waits, or has the host start a new one. `stream` is the seed of the
 * thread's random numbers.
 */
export function launch(job: Job, stream: number, name: string, daemon: boolean): ThreadPlace {
  const isThread = job.checkFor === undefined;
  refuseWhileUnwinding();
  const work = pack(job, `an argument of ${name}`);
  const isRecorded = isThread && slot !== 0 && isRecording();
  let nameBlock = 0;
  let record = 0;
  let group = 0;
  let taken: ReturnType<typeof takeSlot>;
  try {
    nameBlock = storeText(name);
    if (isRecorded) record = reserveRecord(name);
    group = isThread && slot !== 0 ? joinGroup() : 0;
    taken = takeSlot(nameBlock);
  } catch (full) {
    discard(work);
    if (nameBlock !== 0) freeBlock(nameBlock);
    if (record !== 0) freeBlock(record);
    withdraw(group);
    throw full;
  }
  // From here on nothing can fail: the slot has been counted as a thread's.
  const { at, hasWorker, oldName } = taken;
  if (oldName !== 0) freeBlock(oldName);
  writeItem(at + Slot.WORK, work);
  words[at + Slot.STREAM] = stream;
  words[at + Slot.DAEMON] = daemon ? 1 : 0;
  words[at + Slot.GROUP] = group;
  words[at + Slot.MEMBER] = memberNumber(group);
  words[at + Slot.INTERRUPT] = 0;
  words[at + Slot.PARKER] = 0;
  words[at + Slot.SAID_END] = 0;
  words[at + Slot.BEGINNING] = 0;
  words[at + Slot.POLLS] = Polls.NOT;
  words[at + Slot.RECORD] = 0;
  if (isThread) awaitBeginning(at + Slot.BEGINNING);
  const ident = isThread ? add(Control.STARTED, 1) + 1 : 0;
  words[at + Slot.IDENT] = ident;
  store(at + Slot.STATE, State.RUNNING);
  const generation = words[at + Slot.GENERATION] as number;
  // Before the job is handed over, so that a thread's start comes before all it does.
  if (slot !== 0 && isThread) {
    noteStart(ident);
    if (isRecorded) recordStart(record, at, ident, daemon);
    else emitFor({ name, ident, process: processName() }, { type: 'thread.start', daemon });
  }
  // Only now: a parked worker stays awake for a job as long as there is a core for it.
  countStarted();
  // Publishes all of the above to the worker.
  store(at + Slot.JOB, 1);
  if (hasWorker) notifyUncounted(at + Slot.JOB);
  else tellHost({ is: 'spawn', slot: at });
  return { slot: at, generation, ident };
}

/**
 * The calling worker's thread is over. The order matters: once DONE is counted, joiners may start the next thread and
 * should find this worker free; and once the slot is in the list it may be given away, so nothing but DONE is touched after.
 * A worker that is about to end keeps its slot, for the host to freeSlot.
 */
export function finishThread(isReusable: boolean): void {
  leaveStartLine();
  settle(slot + Slot.BEGINNING);
  if (isReusable) parkSlot(slot);
  else store(slot + Slot.STATE, State.DEAD);
  markDone(slot);
}

/** Lets joiners know that the thread in a slot is over. */
export function markDone(at: number): void {
  add(at + Slot.DONE, 1);
  wake(at + Slot.DONE);
}

/** For a slot whose worker has died: lets joiners know that all its threads are over up to this one. */
export function markDoneUntil(at: number, generation: number): void {
  while (load(at + Slot.DONE) < generation) markDone(at);
}

/** A worker without a job: its slot may be given to the next thread. */
export function parkSlot(at: number): void {
  enter(Control.SLOTS);
  words[at + Slot.LINK] = words[Control.IDLE] as number;
  words[Control.IDLE] = at;
  store(at + Slot.STATE, State.IDLE);
  leave(Control.SLOTS);
}

/** A slot whose worker has died: buries it, unless a thread has been given to it that is not over. */
export function freeIfIdle(at: number): boolean {
  enter(Control.SLOTS);
  const isIdle = load(at + Slot.GENERATION) === load(at + Slot.DONE);
  if (isIdle) unlink(at);
  leave(Control.SLOTS);
  return isIdle;
}

/** A slot whose worker has died, and whose thread is not to go on. */
export function freeSlot(at: number): void {
  enter(Control.SLOTS);
  unlink(at);
  leave(Control.SLOTS);
}

/** Takes it out of the list of idle ones, if it is there. */
function unlink(at: number): void {
  // Before the slot may be another's: the clock is to wait for that one.
  settle(at + Slot.BEGINNING);
  let link: number = Control.IDLE;
  while (words[link] !== 0 && words[link] !== at) link = (words[link] as number) + Slot.LINK;
  if (words[link] === at) words[link] = words[at + Slot.LINK] as number;
  words[at + Slot.LINK] = words[Control.EMPTY] as number;
  words[Control.EMPTY] = at;
  store(at + Slot.STATE, State.EMPTY);
  // It may have been ended before it could park.
  store(at + Slot.AT_WORK, 0);
}

/** A slot for a new worker, without a thread; undefined when all are taken. */
export function takeEmptySlot(): number | undefined {
  enter(Control.SLOTS);
  const at = popEmpty();
  leave(Control.SLOTS);
  return at;
}

/**
 * A slot for the next thread, which is counted in the same step: a worker that dies meanwhile has either left the list, or is
 * known to have had one more thread to serve.
 */
function takeSlot(name: number): { at: number; hasWorker: boolean; oldName: number } {
  enter(Control.SLOTS);
  try {
    const idle = words[Control.IDLE] as number;
    if (idle !== 0) {
      words[Control.IDLE] = words[idle + Slot.LINK] as number;
      return { at: idle, hasWorker: true, oldName: nameSlot(idle, name) };
    }
    const at = popEmpty();
    if (at !== undefined) return { at, hasWorker: false, oldName: nameSlot(at, name) };
    throw new RuntimeError(`can't start new thread: ${MAX_THREADS} threads are alive, the most there can be at once`);
  } finally {
    leave(Control.SLOTS);
  }
}

function popEmpty(): number | undefined {
  const empty = words[Control.EMPTY] as number;
  if (empty !== 0) {
    words[Control.EMPTY] = words[empty + Slot.LINK] as number;
    // The last worker may have died before it took its job: the next one must not, nor count an end that has been counted.
    store(empty + Slot.JOB, 0);
    return empty;
  }
  const used = words[Control.SLOTS_USED] as number;
  if (used === MAX_THREADS) return undefined;
  store(Control.SLOTS_USED, used + 1);
  return slotAt(used + 1);
}

/** The thread that runs `main`, or has run it. */
export function mainPlace(): ThreadPlace | undefined {
  const ident = mainIdent();
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (words[at + Slot.IDENT] === ident) return { slot: at, generation: load(at + Slot.GENERATION), ident };
  }
  return undefined;
}

/** True from a thread's start to its end; MainThread's is that of `main`, though it then waits for the others. */
export function isAlive(place: ThreadPlace): boolean {
  const done = load(place.slot + Slot.DONE);
  const isOver = done >= place.generation || (isMain(place) && load(Control.MAIN_OVER) === 1);
  // Threads are told from objects by their sign.
  glance(-place.slot, isOver ? 1 : 0);
  return !isOver;
}

function isMain({ ident }: ThreadPlace): boolean {
  return ident === mainIdent();
}

/** `main` has returned: threads that have joined MainThread go on, and it may wait for them. */
export function endMainCode(): void {
  store(Control.MAIN_OVER, 1);
  wake(Control.MAIN_OVER);
}

/** The operating system's id of a slot's worker: waits for a worker that is still coming to life to say it. */
export function nativeIdOf(at: number): number {
  while (load(at + Slot.NATIVE_ID) === 0) waitUncounted(at + Slot.NATIVE_ID, 0, 100);
  return load(at + Slot.NATIVE_ID);
}

/** Microseconds for which a joiner waits awake for a thread that is about to end. */
const JOINING_AWAKE = 30;

/** Waits until a thread is over, or until the deadline (program seconds). */
export function join(place: ThreadPlace, deadline: number): boolean {
  leaveStartLine();
  const isOfMain = isMain(place);
  const done = isOfMain ? Control.MAIN_OVER : place.slot + Slot.DONE;
  for (;;) {
    const ended = load(done);
    if (isOfMain ? !isAlive(place) : ended >= place.generation) {
      noteJoin(place.ident);
      return true;
    }
    if (deadline === Infinity && spinWhile(done, ended, JOINING_AWAKE)) continue;
    // Threads are told from objects in a record of what is waited for by their sign.
    if (!wait(done, ended, deadline, reasonNumber('Thread.join'), -place.slot)) return false;
  }
}

/** Slots that have been given a job which is not over: threads, and checks of a target. */
export function busySlots(): number[] {
  const busy: number[] = [];
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (load(at + Slot.DONE) < load(at + Slot.GENERATION)) busy.push(at);
  }
  return busy;
}

/**
 * Between runs, while no thread lives: puts each slot into the list it belongs to. One that was taken by a thread which was
 * ended in the middle of it is in none.
 */
export function sortSlots(hasWorker: (at: number) => boolean): void {
  words[Control.IDLE] = 0;
  words[Control.EMPTY] = 0;
  for (let n = slotsUsed(); n >= 1; n--) {
    const at = slotAt(n);
    const list = hasWorker(at) ? Control.IDLE : Control.EMPTY;
    words[at + Slot.LINK] = words[list] as number;
    words[list] = at;
    store(at + Slot.STATE, list === Control.IDLE ? State.IDLE : State.EMPTY);
  }
}

/** The threads that have been started and are not over, in the order of their start. */
export function aliveThreads(): ThreadPlace[] {
  const alive: ThreadPlace[] = [];
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const generation = load(at + Slot.GENERATION);
    // Checks of a target have no ident: they are no threads.
    if (words[at + Slot.IDENT] !== 0 && load(at + Slot.DONE) < generation)
      alive.push({ slot: at, generation, ident: words[at + Slot.IDENT] as number });
  }
  return alive.sort((a, b) => a.ident - b.ident);
}

/** Waits for all threads but the caller and the daemons, as Python does at the end of `main`. */
export function joinOthers(): void {
  for (;;) {
    const other = aliveThreads().find((place) => place.slot !== slot && words[place.slot + Slot.DAEMON] === 0);
    if (other === undefined) return;
    join(other, Infinity);
  }
}
