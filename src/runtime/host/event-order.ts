/**
 * The order of events: each has a number from the run's one counter, and is told in its turn, with times that do not go back.
 */
import { EVENTS_VERSION, type RunEvent } from '../../events/run-event.js';
import { Sequencer } from '../../events/sequencer.js';
import { told } from '../../events/told.js';
import { now } from '../kernel/clock.js';
import { elapsed } from '../kernel/real-time.js';
import { add } from '../memory/atomics.js';
import { Control } from '../memory/map.js';
import type { RequestMessage } from '../threads/port.js';
import type { Unplaced } from './other-processes.js';
import { startOfClock } from './settings.js';
import { isAllReceived } from './workers.js';

export interface EventListener {
  /** An event in its turn. May throw. */
  onEvent(event: RunEvent): void;
  /** A request of a thread, in its turn. */
  onRequest(message: RequestMessage): void;
  /** `onEvent` has thrown: it is told nothing more. */
  onComplaint(): void;
}

export class EventOrder {
  readonly #listener: EventListener;
  readonly #sequencer = new Sequencer<RunEvent | RequestMessage>((item) => this.#deliver(item));
  /** Numbers that killed threads have taken, perhaps, and can deliver no more. */
  #lostNumbers = 0;
  #isClockGoing = false;
  /** Times of the event that was told last. */
  #last = { t: 0, now: 0 };
  /** What the receiver of the events threw. */
  #complaint: { readonly thrown: unknown } | undefined;

  constructor(listener: EventListener) {
    this.#listener = listener;
  }

  /** What a thread has stamped. */
  push(item: RunEvent | RequestMessage): void {
    this.#sequencer.push(item);
  }

  /** Stamps an event of the host's own, or of another process. */
  emit(event: Unplaced): void {
    this.#sequencer.push({
      t: elapsed(),
      ...event,
      // By this process's clock, whatever process it is about: another one's stands still for what that has started.
      now: this.#isClockGoing ? now() : startOfClock(),
      v: EVENTS_VERSION,
      seq: add(Control.SEQ, 1),
    } as RunEvent);
  }

  /** From now on events are told with the time of the program's clock. */
  startClock(): void {
    this.#isClockGoing = true;
  }

  /** True once the receiver of the events has thrown. */
  get hasComplaint(): boolean {
    return this.#complaint !== undefined;
  }

  /** A thread was killed that had taken a number and not yet delivered what goes with it. */
  noteLostNumber(): void {
    this.#lostNumbers++;
  }

  /** A number that no living thread can still deliver was taken by one that died. */
  closeGaps(): void {
    while (this.#lostNumbers > 0 && this.isAnyWaiting && isAllReceived()) {
      this.#lostNumbers--;
      this.#sequencer.skipMissing();
    }
  }

  /** True while something waits for what has a lower number. */
  get isAnyWaiting(): boolean {
    return this.#sequencer.waiting > 0;
  }

  /** Tells what has come, even where something is missing. */
  flush(): void {
    while (this.isAnyWaiting) this.#sequencer.skipMissing();
  }

  /** All has been said: tells what still waits to be told, and throws what the receiver of the events has thrown. */
  conclude(): void {
    // A thread may have been killed after it had taken a number, and nothing but the last event came after it.
    this.flush();
    if (this.#complaint) throw this.#complaint.thrown;
  }

  #deliver(item: RunEvent | RequestMessage): void {
    if ('is' in item) this.#listener.onRequest(item);
    else if (!this.#complaint) this.#tell(told(item));
  }

  #tell(event: RunEvent): void {
    // A thread that was put aside between taking its number and looking at the clock has a time too late for those after it.
    this.#last = { t: Math.max(event.t, this.#last.t), now: Math.max(event.now, this.#last.now) };
    try {
      this.#listener.onEvent(Object.assign(event, this.#last));
    } catch (thrown) {
      this.#complaint = { thrown };
      this.#listener.onComplaint();
    }
  }
}
