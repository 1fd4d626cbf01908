/** Timer: Python's `threading.Timer`, a function called later. */
import { findTarget, refuseAsync } from '../runtime/target.js';
import type { Job } from '../runtime/threads.js';
import { Event } from './event.js';
import { argumentsOf, runLater, Thread, type ThreadFacts, work } from './thread.js';

// biome-ignore lint/suspicious/noExplicitAny: any exported function can be called later
type Target = (...args: any[]) => unknown;

/** What is called later: kept apart from the fields, for those are copied to the thread of a subclass. */
const later: unique symbol = Symbol('pyconc.later');

/**
 * A thread that waits `interval` seconds and then calls an exported function, once, unless it is cancelled before.
 *
 * Python: `threading.Timer(interval, function, args=None, kwargs=None)`.
 *
 * @example
 * const timer = new Timer(2, ring, ['dinner']);
 * timer.start();
 * timer.cancel();   // before the 2 seconds are over: nothing happens
 */
export class Timer<F extends Target = Target> extends Thread {
  /** Seconds it waits. */
  readonly interval: number;
  /** Set once the timer is over: cancelled, or its function has returned; not if that throws. */
  readonly finished: Event;
  /** @internal */
  readonly [later]: Pick<ThreadFacts<F>, 'args' | 'kwargs'> & { readonly target: F };

  /** Makes a timer that is not yet started. A negative interval is over at once. */
  constructor(
    interval: number,
    target: F,
    args: Readonly<Parameters<F>> | readonly unknown[] = [],
    kwargs?: Readonly<Record<string, unknown>>,
  ) {
    super();
    if (typeof target !== 'function') throw new TypeError(`a Timer calls a function, not ${typeof target}`);
    this.interval = interval;
    this.finished = new Event();
    this[later] = { target, args: [...args], kwargs };
  }

  /** Stops the timer, if its function has not yet been called. Python: `Timer.cancel()`. */
  cancel(): void {
    this.finished.set();
  }

  /** What the thread does. */
  override run(): void {
    const { target } = this[later];
    runLater(() => target(...argumentsOf(this[later])), this.interval, this.finished);
  }

  /** @internal */
  override [work](own: ThreadFacts<Target>): Omit<Job, 'stream'> {
    if (this.run !== Timer.prototype.run) return super[work](own);
    const { target } = this[later];
    refuseAsync(target);
    const delay = { seconds: this.interval, unless: this.finished };
    return { ...findTarget(target), args: argumentsOf(this[later]), delay };
  }
}
