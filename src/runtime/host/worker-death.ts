/** The death of a worker: how its thread ends, and the release of what it held. */
import type { ErrorFacts } from '../../events/facts.js';
import { processName, threadName } from '../kernel/identity.js';
import { freePause } from '../kernel/pause.js';
import { countDied } from '../kernel/running.js';
import { lookWhetherAsleep } from '../kernel/virtual-clock.js';
import type { SlotAddress } from '../memory/address.js';
import { words } from '../memory/arena.js';
import { load, store } from '../memory/atomics.js';
import { freeGuards } from '../memory/guard.js';
import { Slot, State } from '../memory/map.js';
import { describeError } from '../source/error-facts.js';
import { freeSlot, markDoneUntil } from '../threads/slots.js';
import { closeRecord, isRecording } from '../threads/thread-records.js';
import type { EventOrder } from './event-order.js';
import type { OtherProcesses } from './other-processes.js';
import type { Recount } from './running-count.js';
import type { Shutdown } from './shutdown.js';
import type { Death } from './workers.js';
import { startWorker } from './workers.js';

function whyDead({ code, error }: Death): ErrorFacts {
  if (error) return describeError(error);
  const message =
    code === UNSETTLED
      ? 'its module awaits something at its top level that never comes'
      : `its worker was ended from outside (code ${code})`;
  return { type: 'RuntimeError', message, stack: '' };
}

/** Node's exit code for a top-level await that nothing can settle any more. */
const UNSETTLED = 13;

/** The parts of a run that a death concerns. */
interface Concerned {
  readonly events: EventOrder;
  readonly others: OtherProcesses;
  readonly shutdown: Shutdown;
  readonly recount: Recount;
  readonly isMain: boolean;
}

/**
 * Clears up after the worker of a slot. Returns the error that its thread has ended with; undefined if the thread had not begun
 * and another worker takes it over.
 */
export function clearAfterDeath(at: SlotAddress, death: Death, run: Concerned): ErrorFacts | undefined {
  // The worker may have taken a number, and can send nothing any more.
  if (load(at + Slot.INFLIGHT) === 1) run.events.noteLostNumber();
  freePause(at);
  freeGuards(at);
  const generation = load(at + Slot.GENERATION);
  const hasServed = load(at + Slot.SERVED) === generation && load(at + Slot.JOB) === 0;
  if (!hasServed && !death.error && run.shutdown.mayStart) {
    markDoneUntil(at, generation - 1);
    run.recount.doubt();
    store(at + Slot.STATE, State.RUNNING);
    startWorker(at);
    return undefined;
  }
  const thread = threadName(at);
  const ident = words[at + Slot.IDENT] as number;
  const error = whyDead(death);
  // A thread that is cut short at the end of the run is alive to the end. A check of a target has no ident and is not a thread.
  if (!run.shutdown.isStopping && ident !== 0 && words[at + Slot.END_EMITTED] === 0) {
    run.events.emit({ type: 'thread.end', thread, ident, process: processName(), end: 'killed', error });
  }
  if (isRecording() && !run.isMain && words[at + Slot.END_EMITTED] === 0) closeRecord(at, 'killed', error);
  run.others.forget(at);
  freeSlot(at);
  markDoneUntil(at, generation);
  // After its joiners have been counted as running, because they are no longer asleep.
  if (death.state === State.RUNNING) countDied();
  else run.recount.doubt();
  lookWhetherAsleep();
  return error;
}
