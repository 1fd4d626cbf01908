/** The host's workers: one a slot, reused by thread after thread, never rationed. */
import { MessageChannel, receiveMessageOnPort, SHARE_ENV, Worker } from 'node:worker_threads';
import { notifyUncounted, wake } from '../kernel/wake.js';
import { type Birth, memory } from '../memory/arena.js';
import { load, store } from '../memory/atomics.js';
import { Slot, State } from '../memory/map.js';
import { isStamped, type ToHost } from '../threads/port.js';
import { freeIfIdle, parkSlot, takeEmptySlot } from '../threads/slots.js';
import { compileCacheFolder } from './compile-cache.js';
import { threadOptions } from './exec-options.js';

/** How a worker died. */
export interface Death {
  readonly code: number;
  readonly error: Error | undefined;
  /** Its last state: whether it was counted as running. */
  readonly state: number;
}

/** What the host is told of its workers. */
export interface WorkerListener {
  onMessage(slot: number, message: ToHost): void;
  /** A thread's worker has died; all that it posted has been delivered before. */
  onDeath(slot: number, death: Death): void;
  /** A worker has died whose thread was over: perhaps before it was taken off the count of those that run. */
  onIdleDeath(): void;
}

interface Member {
  readonly worker: Worker;
  /** Events and questions received from it. */
  received: number;
}

const workers = new Map<number, Member>();
let listener: WorkerListener | undefined;

/** Says who is told of what workers do; one run at a time. */
export function listen(to: WorkerListener | undefined): void {
  listener = to;
}

/** Starts workers ahead of need, until `count` of them wait or work. */
export function prewarm(count: number): void {
  const slots: number[] = [];
  while (workers.size + slots.length < count) {
    const at = takeEmptySlot();
    if (at === undefined) break;
    slots.push(at);
  }
  // They may be given a job before they have come to life: they will find it. The list is last in, first out: MainThread
  // is to have the worker that is started first.
  for (const at of slots.toReversed()) parkSlot(at);
  for (const at of slots) startWorker(at);
}

/**
 * Starts workers for a later run, out of the reach of the present one: they come into the list of idle ones when a run ends.
 * Answers their slots.
 */
export function startSpares(count: number): number[] {
  const spares: number[] = [];
  while (spares.length < count) {
    const at = takeEmptySlot();
    if (at === undefined) break;
    startWorker(at);
    spares.push(at);
  }
  return spares;
}

/** How many workers there are. */
export function workerCount(): number {
  return workers.size;
}

const ENTRY = new URL('./worker.js', import.meta.url);

/** Starts the worker of a slot that has been taken. */
export function startWorker(at: number): void {
  const { port1: port, port2 } = new MessageChannel();
  const birth: Birth = { memory, slot: at, port: port2, compileCache: compileCacheFolder() };
  const worker = new Worker(ENTRY, {
    workerData: { pyconc: birth },
    transferList: [port2],
    execArgv: threadOptions(),
    // As in Python, one environment for all threads; and the arguments of the program, in the place of the worker's own.
    env: SHARE_ENV,
    argv: process.argv.slice(1),
    stdin: false,
  });
  const member: Member = { worker, received: 0 };
  let error: Error | undefined;
  store(at + Slot.POSTED, 0);
  store(at + Slot.TAKEN, 0);
  store(at + Slot.INFLIGHT, 0);
  store(at + Slot.AT_WORK, 0);
  store(at + Slot.NATIVE_ID, 0);
  workers.set(at, member);
  const receive = (message: ToHost) => {
    if (isStamped(message)) acknowledge(at, member);
    listener?.onMessage(at, message);
  };
  port.on('message', receive);
  worker.on('error', (thrown) => {
    error = thrown as Error;
  });
  worker.on('exit', (code) => {
    // What it has said comes before its end.
    for (let last = receiveMessageOnPort(port); last; last = receiveMessageOnPort(port)) receive(last.message);
    port.close();
    workers.delete(at);
    const state = load(at + Slot.STATE);
    store(at + Slot.STATE, State.DEAD);
    store(at + Slot.AT_WORK, 0);
    if (!freeIfIdle(at)) {
      listener?.onDeath(at, { code, error, state });
      return;
    }
    // It may have been ended after it had counted its thread's end, and before it could tell those who wait for that.
    wake(at + Slot.DONE);
    listener?.onIdleDeath();
  });
  // After the last listener: attaching one takes a reference again.
  worker.unref();
  port.unref();
}

/** True once every event that a living worker has posted is here. */
export function isAllReceived(): boolean {
  for (const [at, member] of workers) {
    if (load(at + Slot.POSTED) !== member.received || load(at + Slot.INFLIGHT) === 1) return false;
  }
  return true;
}

/** True while the worker of a slot lives. */
export function hasWorker(at: number): boolean {
  return workers.has(at);
}

/** True while some worker, other than the one in this slot, has not yet come back from its thread. */
export function isAnyAtWork(but = 0): boolean {
  return [...workers.keys()].some((at) => at !== but && load(at + Slot.AT_WORK) === 1);
}

/** Ends the worker of a slot; `onDeath` follows. */
export async function endWorker(at: number): Promise<void> {
  await workers.get(at)?.worker.terminate();
}

/** Ends all workers, those without a job too, but for the ones in these slots. */
export async function endAllWorkers(spared: readonly number[] = []): Promise<void> {
  await Promise.all([...workers.keys()].filter((at) => !spared.includes(at)).map(endWorker));
}

/** Threads that are too far ahead look again whenever the host has taken so many more of their events. */
const ACKNOWLEDGE_EACH = 256;

let isHeldBack = false;

function acknowledge(at: number, member: Member): void {
  member.received++;
  if (isHeldBack) return;
  store(at + Slot.TAKEN, member.received);
  if (member.received % ACKNOWLEDGE_EACH === 0) notifyUncounted(at + Slot.TAKEN);
}

/** Whether threads are to wait before they say much more, since what they have said is still to be passed on. */
export function holdBack(isToWait: boolean): void {
  isHeldBack = isToWait;
  if (isToWait) return;
  for (const [at, { received }] of workers) {
    store(at + Slot.TAKEN, received);
    notifyUncounted(at + Slot.TAKEN);
  }
}
