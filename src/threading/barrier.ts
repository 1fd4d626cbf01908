/** Barrier: Python's `threading.Barrier`. */
import type { ObjectState } from '../events/waiting.js';
import { checkOptions, optionsOf } from '../runtime/arguments/options.js';
import { valueName } from '../runtime/arguments/type-names.js';
import { OverflowError, RuntimeError, ValueError } from '../runtime/errors.js';
import { checkSeconds, deadlineAfter } from '../runtime/kernel/deadline.js';
import { CONDITION_SIZE, Monitor, MonitorCondition } from '../runtime/kernel/monitor.js';
import { beforeShown } from '../runtime/kernel/order.js';
import { glance } from '../runtime/kernel/polling.js';
import { self } from '../runtime/kernel/self.js';
import { announceWhen, announceWrite, stepRead } from '../runtime/kernel/step.js';
import { reasonNumber } from '../runtime/kernel/wait-reason.js';
import type { BlockAddress, ObjectAddress } from '../runtime/memory/address.js';
import { doubles, words } from '../runtime/memory/arena.js';
import { load } from '../runtime/memory/atomics.js';
import { isControlled, Test } from '../runtime/memory/control-block.js';
import {
  AT,
  addressOf,
  defineSharedClass,
  HEAD,
  isFromHandle,
  Kind,
  SharedObject,
  STATE_FACTS,
} from '../runtime/objects/shared-object.js';
import { functionIn, functionText, wantFunction } from '../runtime/threads/shared-function.js';
import { trace } from '../runtime/tracing/trace.js';

const MUTEX = HEAD;
const PARTIES = HEAD + 1;
const COUNT = HEAD + 2;
const STATE = HEAD + 3;
/** A text that says where the action is; 0 for none. */
const ACTION = HEAD + 4;
const MOVED = HEAD + 5;
/** A double, so at an even word; Infinity for none. */
const TIMEOUT = MOVED + CONDITION_SIZE + 1;
const SIZE = TIMEOUT + 2 - HEAD;

const monitor = new Monitor(MUTEX);
/** Notified at each change of the state. */
const moved = new MonitorCondition(monitor, MOVED);

/** Threads arrive. */
const FILLING = 0;
/** All have arrived, and leave. A thread that comes for the next round waits until the last has left. */
const DRAINING = 1;
/** `reset` was called: the threads that waited leave with an error, and then it fills again. */
const RESETTING = -1;
const BROKEN = -2;

/** Thrown by `Barrier.wait` if the barrier is, or gets, broken or reset. Python: `threading.BrokenBarrierError`. */
export class BrokenBarrierError extends RuntimeError {
  override name = 'BrokenBarrierError';
}

export interface BarrierOptions {
  /** An exported function that the last thread to arrive calls before any continues. */
  readonly action?: (() => unknown) | undefined;
  /** Seconds that `wait` waits if it is given no timeout. */
  readonly timeout?: number | undefined;
  /** Shown in diagnoses and traces. */
  readonly name?: string | undefined;
}

const BARRIER_OPTIONS = optionsOf('Barrier.__init__()', 'new Barrier(3, { action, timeout })', [
  'action',
  'timeout',
  'name',
]);
/** What a word holds. */
const MOST = 2 ** 31 - 1;

/**
 * A point at which a number of threads wait until all have arrived; then it is ready for the next round.
 *
 * If a thread gives up (a timeout, `abort`, an action that throws), the barrier is *broken*: all waiting threads, and
 * all that come, get a BrokenBarrierError, until `reset`. Python: `threading.Barrier(parties, action=None,
 * timeout=None)`.
 *
 * @example
 * const start = new Barrier(3);
 * start.wait();   // in each of three threads
 */
export class Barrier extends SharedObject {
  readonly #action: Function | undefined;

  /**
   * Makes a barrier for `parties` threads. Throws ValueError for fewer than one, OverflowError above 2³¹ − 1; TypeError
   * for parties that are not a whole number, a timeout that is not a number, an action that is async or not exported,
   * and an unknown option; MemoryError if the arena is full.
   */
  constructor(parties: number, options?: BarrierOptions) {
    checkOptions(options, BARRIER_OPTIONS);
    const { action, timeout, name } = options ?? {};
    if (!isFromHandle()) {
      if (!Number.isInteger(parties)) throw new TypeError(`parties is a whole number, not ${valueName(parties)}`);
      if (parties < 1) throw new ValueError('parties must be > 0');
      if (parties > MOST) throw new OverflowError(`a barrier is for at most ${MOST} parties`);
      if (timeout !== undefined && timeout !== null && typeof timeout !== 'number') checkSeconds(timeout);
    }
    super(Kind.Barrier, SIZE, name, {
      text: () => (action ? functionText(action) : undefined),
      initialise: (at, actionAt) => {
        words[at + PARTIES] = parties;
        words[at + ACTION] = actionAt;
        doubles[(at + TIMEOUT) >> 1] = timeout ?? Infinity;
      },
    });
    this.#action = action;
    if (isFromHandle() && words[this[AT] + ACTION] !== 0) wantFunction(words[this[AT] + ACTION] as BlockAddress);
  }

  /**
   * Waits until all parties have come; returns the caller's position in the round, from 0. Throws BrokenBarrierError if
   * the barrier is, or gets, broken or reset, also because `timeout` seconds (the barrier's own if not given) were not
   * enough; to the thread that calls the action, what that throws; RuntimeError outside a run, and if this thread
   * cannot load the action; TypeError for a timeout that is not a number, ValueError for NaN, OverflowError above
   * TIMEOUT_MAX. Python: `Barrier.wait(timeout=None)`.
   */
  wait(timeout?: number): number {
    self();
    const at = this[AT];
    if (isControlled) announceWait(at);
    monitor.enter(at, WAIT);
    try {
      // The last round has to leave first, or a fast thread would be counted in it.
      while (words[at + STATE] === DRAINING || words[at + STATE] === RESETTING) moved.wait(at, Infinity, WAIT);
      if (words[at + STATE] === BROKEN) throw new BrokenBarrierError();
      const index = words[at + COUNT] as number;
      words[at + COUNT] = index + 1;
      trace('arrived', at, index);
      try {
        if (index + 1 === words[at + PARTIES]) this.#open();
        else awaitOthers(at, timeout);
        return index;
      } finally {
        leave(at);
      }
    } finally {
      monitor.leave(at);
    }
  }

  /** Repairs the barrier; threads in `wait` get a BrokenBarrierError. Throws as `abort`. Python: `Barrier.reset()`. */
  reset(): void {
    self();
    const at = this[AT];
    if (isControlled) announceWrite('notify', at, at + STATE, at + STATE);
    monitor.enter(at, WAIT);
    if (words[at + COUNT] === 0) words[at + STATE] = FILLING;
    else if (words[at + STATE] !== DRAINING) words[at + STATE] = RESETTING;
    moved.notifyAll(at);
    monitor.leave(at);
  }

  /** Breaks the barrier until `reset`. Throws RuntimeError outside a run. Python: `Barrier.abort()`. */
  abort(): void {
    self();
    const at = this[AT];
    if (isControlled) announceWrite('notify', at, at + STATE, at + STATE);
    monitor.enter(at, WAIT);
    breakIt(at);
    monitor.leave(at);
  }

  /** How many threads a round needs. Python: `Barrier.parties`. */
  get parties(): number {
    return words[this[AT] + PARTIES] as number;
  }

  /** How many threads have arrived and wait for the others; 0 while a round leaves. Python: `Barrier.n_waiting`. */
  get nWaiting(): number {
    stepRead('look', this[AT]);
    const waiting = load(this[AT] + STATE) === FILLING ? load(this[AT] + COUNT) : 0;
    glance(this[AT], waiting);
    return waiting;
  }

  /** True if the barrier is broken. Python: `Barrier.broken`. */
  get broken(): boolean {
    stepRead('look', this[AT]);
    const state = load(this[AT] + STATE);
    glance(this[AT], state, STATE);
    return state === BROKEN;
  }

  override toString(): string {
    const start = `<threading.Barrier at ${addressOf(this[AT])}`;
    return this.broken ? `${start}: broken>` : `${start}: waiters=${this.nWaiting}/${this.parties}>`;
  }

  /** The threads that have arrived are known to who asks. @internal */
  [STATE_FACTS](): ObjectState {
    return { kind: 'Barrier', parties: this.parties, arrived: [] };
  }

  /** All are here: the action, then everybody may go. */
  #open(): void {
    const at = this[AT];
    try {
      const action = words[at + ACTION] as BlockAddress | 0;
      if (action !== 0) (this.#action ?? functionIn(action))();
      beforeShown();
      words[at + STATE] = DRAINING;
      moved.notifyAll(at);
    } catch (error) {
      beforeShown();
      breakIt(at);
      throw error;
    }
  }
}

defineSharedClass(Kind.Barrier, Barrier as new () => Barrier);

/** The last round has to leave first. */
function announceWait(at: ObjectAddress): void {
  announceWhen('wait', at, false, WAIT, [Test.EQUAL, at + STATE, FILLING], [Test.EQUAL, at + STATE, BROKEN]);
}

function awaitOthers(at: ObjectAddress, timeout: number | undefined): void {
  // From here on: the time that the last round took to leave does not count.
  const deadline = deadlineAfter(timeout ?? ownTimeout(at));
  // Looks at the state once more after the time is over: the others may just have come.
  for (let isInTime = true; words[at + STATE] === FILLING; ) {
    if (!isInTime) {
      breakIt(at);
      throw new BrokenBarrierError();
    }
    isInTime = moved.wait(at, deadline, WAIT);
  }
  if (words[at + STATE] === RESETTING || words[at + STATE] === BROKEN) throw new BrokenBarrierError();
}

function ownTimeout(at: ObjectAddress): number | undefined {
  const seconds = doubles[(at + TIMEOUT) >> 1] as number;
  return seconds === Infinity ? undefined : seconds;
}

/** The last one of a round to leave makes room for the next. */
function leave(at: ObjectAddress): void {
  const count = (words[at + COUNT] as number) - 1;
  words[at + COUNT] = count;
  if (count > 0 || (words[at + STATE] !== DRAINING && words[at + STATE] !== RESETTING)) return;
  words[at + STATE] = FILLING;
  moved.notifyAll(at);
}

function breakIt(at: ObjectAddress): void {
  words[at + STATE] = BROKEN;
  moved.notifyAll(at);
}

const WAIT = reasonNumber('Barrier.wait');
