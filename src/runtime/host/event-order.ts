/**
 * The order of events: each has a number from the run's one counter, and is delivered in its turn, with times that never go
 * back.
 */

import { canonical } from '../../events/canonical.js';
import { EVENTS_VERSION, type RunEvent } from '../../events/run-event.js';
import { Sequencer } from '../../events/sequencer.js';
import { now } from '../kernel/clock.js';
import { elapsed } from '../kernel/real-time.js';
import { add } from '../memory/atomics.js';
import { Control } from '../memory/map.js';
import type { RequestMessage } from '../threads/port.js';
import type { Unstamped } from './other-processes.js';
import { startOfClock } from './settings.js';
import { isAllReceived } from './workers.js';

export interface EventListener {
  /** An event in its turn. May throw. */
  onEvent(event: RunEvent): void;
  /** A request of a thread, in its turn. */
  onRequest(message: RequestMessage): void;
  /** `onEvent` has thrown: it gets nothing more. */
  onComplaint(): void;
}

export class EventOrder {
  readonly #listener: EventListener;
  readonly #sequencer = new Sequencer<RunEvent | RequestMessage>((item) => this.#deliver(item));
  /** Numbers that killed threads may have taken, and can no longer send. */
  #lostNumbers = 0;
  #isClockGoing = false;
  /** Times of the event that was delivered last. */
  #last = { t: 0, now: 0 };
  /** What the receiver of the events threw. */
  #complaint: { readonly thrown: unknown } | undefined;

  constructor(listener: EventListener) {
    this.#listener = listener;
  }

  /** A message has come that a thread has stamped. */
  receive(item: RunEvent | RequestMessage): void {
    this.#sequencer.add(item);
  }

  /** Stamps an event of the host's own, or of another process. */
  emit(event: Unstamped): void {
    this.#sequencer.add({
      t: elapsed(),
      ...event,
      // By this process's clock, whatever process the event is about: another process's clock stands still for what that
      // process has started.
      now: this.#isClockGoing ? now() : startOfClock(),
      v: EVENTS_VERSION,
      seq: add(Control.SEQ, 1),
    } as RunEvent);
  }

  /** From now on events carry the time of the program's clock. */
  startClock(): void {
    this.#isClockGoing = true;
  }

  /** True once the receiver of the events has thrown. */
  get hasComplaint(): boolean {
    return this.#complaint !== undefined;
  }

  /** A thread was killed that may have taken a number and not sent the message with that number. */
  noteLostNumber(): void {
    this.#lostNumbers++;
  }

  /** Skips each missing number that no living thread can still send: a thread that died took it. */
  closeGaps(): void {
    while (this.#lostNumbers > 0 && this.isAnyWaiting && isAllReceived()) {
      this.#lostNumbers--;
      this.#sequencer.skipMissing();
    }
  }

  /** True while a message waits for one with a lower number. */
  get isAnyWaiting(): boolean {
    return this.#sequencer.waiting > 0;
  }

  /** Delivers what has arrived, even where a number is missing. */
  flush(): void {
    while (this.isAnyWaiting) this.#sequencer.skipMissing();
  }

  /** Nothing more is emitted: delivers what still waits, and throws what the receiver of the events has thrown. */
  conclude(): void {
    // A killed thread may have taken a number that only the last event came after.
    this.flush();
    if (this.#complaint) throw this.#complaint.thrown;
  }

  #deliver(item: RunEvent | RequestMessage): void {
    if ('is' in item) this.#listener.onRequest(item);
    else if (!this.#complaint) this.#deliverEvent(canonical(item));
  }

  #deliverEvent(event: RunEvent): void {
    // A thread that was preempted between taking its number and reading the clock has a time too late for the events after it.
    this.#last = { t: Math.max(event.t, this.#last.t), now: Math.max(event.now, this.#last.now) };
    try {
      this.#listener.onEvent(Object.assign(event, this.#last));
    } catch (thrown) {
      this.#complaint = { thrown };
      this.#listener.onComplaint();
    }
  }
}
