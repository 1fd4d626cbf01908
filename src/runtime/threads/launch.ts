/** How a thread starts another, and how it ends. */
import { processName } from '../kernel/identity.js';
import { beforeShown, nextTicket } from '../kernel/order.js';
import { awaitBeginning, settle } from '../kernel/pause.js';
import { countStarted } from '../kernel/running.js';
import { controllerOf } from '../kernel/step.js';
import { refuseWhileUnwinding } from '../kernel/unwind.js';
import { notifyUncounted } from '../kernel/wake.js';
import type { BlockAddress, SlotAddress } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { add, store } from '../memory/atomics.js';
import { freeBlock, storeText } from '../memory/heap.js';
import { Control, Slot, State } from '../memory/map.js';
import { resetThreadWords } from '../memory/scopes.js';
import { discard, pack, writeItem } from '../objects/items.js';
import { emitFor } from './emit.js';
import type { Job } from './job.js';
import { sendToHost } from './port.js';
import { noteStart } from './sequence.js';
import { markDone, parkSlot, takeSlot } from './slots.js';
import { joinGroup, leaveStartLine, memberNumber, withdraw } from './start-line.js';
import { isRecording, recordStart, reserveRecord } from './thread-records.js';
import type { StartedThread } from './threads.js';

/**
 * Starts a thread: gives its job to a parked worker, or asks the host to start a new one. `stream` is the seed of the thread's
 * random numbers.
 */
export function launch(job: Job, stream: number, name: string, daemon: boolean): StartedThread {
  const isThread = job.checkFor === undefined;
  refuseWhileUnwinding();
  if (isThread) controllerOf()?.makeRoom();
  const work = pack(job, `an argument of ${name}`);
  const isRecorded = isThread && slot !== 0 && isRecording();
  let nameBlock: BlockAddress | 0 = 0;
  let record: BlockAddress | 0 = 0;
  let group: BlockAddress | 0 = 0;
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
  resetThreadWords(at);
  writeItem(at + Slot.WORK, work);
  words[at + Slot.STREAM] = stream;
  beforeShown();
  words[at + Slot.STARTED_AT] = nextTicket();
  words[at + Slot.DAEMON] = daemon ? 1 : 0;
  words[at + Slot.GROUP] = group;
  words[at + Slot.MEMBER] = memberNumber(group);
  if (isThread) awaitBeginning(at + Slot.BEGINNING);
  const ident = isThread ? add(Control.STARTED, 1) + 1 : 0;
  words[at + Slot.IDENT] = ident;
  store(at + Slot.STATE, State.RUNNING);
  const generation = words[at + Slot.GENERATION] as number;
  // Before the job is handed over, so that the start event comes before all events of the thread.
  if (slot !== 0 && isThread) {
    noteStart(ident);
    if (isRecorded) recordStart(record as BlockAddress, at, ident, daemon);
    else emitFor({ name, ident, process: processName() }, { type: 'thread.start', daemon });
  }
  if (isThread) controllerOf()?.add(at);
  // Not before: a parked worker spins for a job only as long as a core is left for it.
  countStarted();
  // Publishes all of the above to the worker.
  store(at + Slot.JOB, 1);
  if (hasWorker) notifyUncounted(at + Slot.JOB);
  else sendToHost({ is: 'spawn', slot: at });
  return { slot: at, generation, ident };
}

/**
 * For the host, once no thread lives: asks the parked worker of a slot something. That is no thread, and the slot stays in its
 * list. Throws MemoryError.
 */
export function askParked(at: SlotAddress, job: Job): void {
  writeItem(at + Slot.WORK, pack(job));
  countStarted();
  store(at + Slot.JOB, 1);
  notifyUncounted(at + Slot.JOB);
}

/**
 * The calling worker's thread is over. The order matters: once DONE is counted, joiners may start the next thread, and should
 * find this worker free; and once the slot is in the list, it may be given away, so nothing of it but DONE is touched after.
 * A worker that is about to end keeps its slot, which the host frees.
 */
export function finishThread(isReusable: boolean): void {
  leaveStartLine();
  settle(slot + Slot.BEGINNING);
  if (isReusable) parkSlot(slot);
  else store(slot + Slot.STATE, State.DEAD);
  const passOn = controllerOf()?.end();
  markDone(slot);
  passOn?.();
}
