/** Ends threads that do not end by themselves: all of them at the end of a run, and daemons when MainThread waits for that. */
import { setRunning } from '../kernel/running.js';
import { notifyUncounted } from '../kernel/wake.js';
import type { SlotAddress } from '../memory/address.js';
import { load, store } from '../memory/atomics.js';
import { Slot } from '../memory/map.js';
import { busySlots, freeSlot, markDone } from '../threads/slots.js';
import { turn } from './turn.js';
import { endWorker, hasWorker, isAnyAtWork } from './workers.js';

export class Shutdown {
  /** True once no thread may start or emit anything any more. */
  #isStopping = false;
  /** True while only MainThread is to go on: no thread may start then, either. */
  #isEndingDaemons = false;

  get isStopping(): boolean {
    return this.#isStopping;
  }

  get mayStart(): boolean {
    return !this.#isStopping && !this.#isEndingDaemons;
  }

  /** From now on no thread starts. */
  begin(): void {
    this.#isStopping = true;
  }

  /** Ends the threads that `isMeant` selects, and any such thread that they have started meanwhile. */
  async endThreads(isMeant: (at: SlotAddress) => boolean): Promise<void> {
    const toEnd = () => busySlots().filter(isMeant);
    for (let busy = toEnd(); busy.length > 0; busy = toEnd()) {
      await Promise.all(busy.map(endWorker));
      for (const at of toEnd()) {
        if (hasWorker(at)) continue;
        store(at + Slot.JOB, 0);
        freeSlot(at);
        markDone(at);
      }
    }
  }

  /** Ends all threads but the MainThread in `mainSlot`, which waits for that, unless the run is over meanwhile. */
  async endDaemons(mainSlot: SlotAddress, isOver: () => boolean): Promise<void> {
    this.#isEndingDaemons = true;
    await this.endThreads((at) => at !== mainSlot);
    while (isAnyAtWork(mainSlot)) await turn();
    this.#isEndingDaemons = false;
    if (isOver()) return;
    // A thread that was ended while it started another one, or fell asleep, may have left a wrong count.
    setRunning(1);
    store(mainSlot + Slot.REPLY, 1);
    notifyUncounted(mainSlot + Slot.REPLY);
  }

  /** A thread has been given a slot without a worker. True if the slot is to get one. */
  isStartDue(at: SlotAddress): boolean {
    // Once nothing may start any more, `endThreads` frees the slot, and it may be another thread's by now.
    return this.mayStart && load(at + Slot.JOB) === 1 && !hasWorker(at);
  }
}
