/** The host's workers: one per slot, reused by one thread after another; no thread waits for a free one. */
import { MessageChannel, type MessagePort, receiveMessageOnPort, SHARE_ENV, Worker } from 'node:worker_threads';
import { notifyUncounted, wake } from '../kernel/wake.js';
import type { SlotAddress } from '../memory/address.js';
import { memory, type WorkerData } from '../memory/arena.js';
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
  /** Its last state, which says whether it was counted as running. */
  readonly state: number;
}

/** Receives what happens to the host's workers. */
export interface WorkerListener {
  onMessage(slot: SlotAddress, message: ToHost): void;
  /** A thread's worker has died; all that it sent was received before. */
  onDeath(slot: SlotAddress, death: Death): void;
  /** A worker has died after its thread's end, perhaps before it was taken off the running count. */
  onIdleDeath(): void;
}

interface Member {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** Events and requests received from it. */
  received: number;
  /** Takes the messages that have been sent and not yet been received. */
  receiveRest(): void;
}

const workers = new Map<SlotAddress, Member>();
let listener: WorkerListener | undefined;

/** Sets what listens to the workers; one run at a time. */
export function listen(to: WorkerListener | undefined): void {
  listener = to;
}

/** Starts workers in advance, until `count` of them are parked or at work. */
export function prewarm(count: number): void {
  const slots: SlotAddress[] = [];
  while (workers.size + slots.length < count) {
    const at = takeEmptySlot();
    if (at === undefined) break;
    slots.push(at);
  }
  // They may be given a job before they have started, and will find it then. The idle list is last in, first out, and
  // MainThread is to get the worker that is started first.
  for (const at of slots.toReversed()) parkSlot(at);
  for (const at of slots) startWorker(at);
}

/**
 * Starts workers for a later run, out of reach of the present one: they join the idle list when a run ends. Returns their
 * slots.
 */
export function startSpares(count: number): SlotAddress[] {
  const spares: SlotAddress[] = [];
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

let control: SharedArrayBuffer | undefined;

/** Workers that are started from now on are controlled by this control block; undefined: they are free. */
export function controlWorkers(by: SharedArrayBuffer | undefined): void {
  control = by;
}

const ENTRY = new URL('./worker.js', import.meta.url);

/** Starts the worker of a slot that has been taken. */
export function startWorker(at: SlotAddress): void {
  const { port1: port, port2 } = new MessageChannel();
  const data: WorkerData = { memory, slot: at, port: port2, compileCache: compileCacheFolder(), control };
  const worker = new Worker(ENTRY, {
    workerData: { pyconc: data },
    transferList: [port2],
    execArgv: threadOptions(),
    // As in Python, all threads have one environment. The program's arguments replace the worker's own.
    env: SHARE_ENV,
    argv: process.argv.slice(1),
    stdin: false,
  });
  const member: Member = {
    worker,
    port,
    received: 0,
    receiveRest() {
      for (let last = receiveMessageOnPort(port); last; last = receiveMessageOnPort(port)) receive(last.message);
    },
  };
  let error: Error | undefined;
  store(at + Slot.SENT, 0);
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
    // The worker's messages come before its end.
    member.receiveRest();
    port.close();
    workers.delete(at);
    const state = load(at + Slot.STATE);
    store(at + Slot.STATE, State.DEAD);
    store(at + Slot.AT_WORK, 0);
    if (!freeIfIdle(at)) {
      listener?.onDeath(at, { code, error, state });
      return;
    }
    // The worker may have been ended after it counted its thread's end and before it could wake the threads that wait for that.
    wake(at + Slot.DONE);
    listener?.onIdleDeath();
  });
  // After the last listener, because attaching one takes a reference again.
  worker.unref();
  port.unref();
}

/** True once everything that a living worker has stamped and sent is here. */
export function isAllReceived(): boolean {
  for (const [at, member] of workers) {
    if (load(at + Slot.SENT) !== member.received || load(at + Slot.INFLIGHT) === 1) return false;
  }
  return true;
}

/** Receives what workers have sent before now. (The event loop may bring one worker's messages much later than another's.) */
export function receiveAll(): void {
  for (const { receiveRest } of workers.values()) receiveRest();
}

/** True while the slot's worker lives. */
export function hasWorker(at: SlotAddress): boolean {
  return workers.has(at);
}

/** True while some worker, other than the one in slot `but`, has not yet come back from its thread. */
export function isAnyAtWork(but: SlotAddress | 0 = 0): boolean {
  return [...workers.keys()].some((at) => at !== but && load(at + Slot.AT_WORK) === 1);
}

/** Sends a worker a question, to be read by `questionOfHost`. */
export function sendToWorker(at: SlotAddress, question: unknown): void {
  workers.get(at)?.port.postMessage(question);
}

/** Ends the worker of a slot; `onDeath` follows. */
export async function endWorker(at: SlotAddress): Promise<void> {
  await workers.get(at)?.worker.terminate();
}

/** Ends all workers, idle ones too, except those in these slots. */
export async function endAllWorkers(spared: readonly SlotAddress[] = []): Promise<void> {
  await Promise.all([...workers.keys()].filter((at) => !spared.includes(at)).map(endWorker));
}

/** Threads that are too far ahead look again each time the host has taken so many more of their events. */
const ACKNOWLEDGE_EACH = 256;

let isHeldBack = false;

function acknowledge(at: SlotAddress, member: Member): void {
  member.received++;
  if (isHeldBack) return;
  store(at + Slot.TAKEN, member.received);
  if (member.received % ACKNOWLEDGE_EACH === 0) notifyUncounted(at + Slot.TAKEN);
}

/** Whether threads have to wait before they send much more, because what they have sent must still be passed on. */
export function holdBack(isToWait: boolean): void {
  isHeldBack = isToWait;
  if (isToWait) return;
  for (const [at, { received }] of workers) {
    store(at + Slot.TAKEN, received);
    notifyUncounted(at + Slot.TAKEN);
  }
}
