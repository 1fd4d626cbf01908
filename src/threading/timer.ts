/** Timer: Python's `threading.Timer`, a function called later. */
import { typeName } from '../runtime/arguments/type-names.js';
import type { Synchronous, Target, TimerArguments } from '../runtime/functions/target-types.js';
import { checkSeconds } from '../runtime/kernel/deadline.js';
import type { Job } from '../runtime/threads/job.js';
import { argumentsOf, asArguments, asKwargs } from '../runtime/threads/job-of.js';
import { findTarget, refuseTarget } from '../runtime/threads/target.js';
import { Event } from './event.js';
import { runLater, Thread, work } from './thread.js';
import { factsOf, type ThreadFacts } from './thread-facts.js';

/**
 * A thread that waits `interval` seconds and then calls an exported function, once, unless it is cancelled first.
 *
 * Python: `threading.Timer(interval, function, args=None, kwargs=None)`.
 *
 * @example
 * const timer = new Timer(2, ring, ['dinner']);
 * timer.start();
 * timer.cancel();   // before the 2 seconds are over: nothing happens
 */
export class Timer<F extends Target = Target> extends Thread<F> {
  /** Seconds to wait. Python: `Timer.interval`. */
  readonly interval: number;
  /**
   * Set once the timer was cancelled or its function has returned; not if the function threw. Python: `Timer.finished`.
   */
  readonly finished: Event;
  /**
   * Makes a timer that is not yet started. A negative interval is over at once. Throws TypeError for an interval that
   * is not a number, a target that is not a function, `args` that are not a list, and `kwargs` that are not an object;
   * MemoryError if the arena is full.
   */
  constructor(interval: number, target: F & Synchronous<F>, ...[args, kwargs]: NoInfer<TimerArguments<F>>) {
    super();
    if (typeof interval !== 'number') checkSeconds(interval);
    if (typeof target !== 'function') throw new TypeError(`a Timer calls a function, not ${typeName(target)}`);
    this.interval = interval;
    this.finished = new Event();
    // Not given to the base, which would name the thread after its target.
    Object.assign(factsOf(this), { target, args: asArguments(args ?? []), kwargs: asKwargs(kwargs) ?? {} });
  }

  /**
   * Stops the timer if its function has not been called yet. Throws RuntimeError outside a run. Python:
   * `Timer.cancel()`.
   */
  cancel(): void {
    this.finished.set();
  }

  /** The function to call; `start` throws TypeError if it is not exported. Python: `Timer.function`. */
  get function(): F {
    return factsOf(this).target as F;
  }

  set function(target: F) {
    factsOf(this).target = target;
  }

  /** Its arguments. Setting what is not a list throws TypeError. Python: `Timer.args`. */
  get args(): readonly unknown[] {
    return factsOf(this).args;
  }

  set args(args: readonly unknown[]) {
    factsOf(this).args = asArguments(args);
  }

  /** One more argument, the last, if it is not empty. Python: `Timer.kwargs`. */
  get kwargs(): Readonly<Record<string, unknown>> {
    return factsOf(this).kwargs ?? {};
  }

  set kwargs(kwargs: Readonly<Record<string, unknown>>) {
    factsOf(this).kwargs = kwargs;
  }

  /** Waits, then calls the function. Throws what the function throws. Python: `Timer.run()`. */
  override run(): void {
    runLater(() => this.function(...argumentsOf(factsOf(this))), this.interval, this.finished);
  }

  /** @internal */
  override [work](own: ThreadFacts<Target>): Job {
    if (this.run !== Timer.prototype.run) return super[work](own);
    const target = own.target as Target;
    refuseTarget(target, 'thread');
    return { ...findTarget(target), args: argumentsOf(own), delay: { seconds: this.interval, unless: this.finished } };
  }
}
