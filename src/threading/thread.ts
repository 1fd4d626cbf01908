/** Thread: Python's `threading.Thread`, on a worker of its own. */
import { checkOptions } from '../runtime/arguments/options.js';
import { typeName } from '../runtime/arguments/type-names.js';
import { AssertionError, RuntimeError } from '../runtime/errors.js';
import type { Blocking, Needed, Target } from '../runtime/functions/target-types.js';
import { now } from '../runtime/kernel/clock.js';
import { checkSeconds } from '../runtime/kernel/deadline.js';
import { identity, mainIdent, nameOfThread, renameThread } from '../runtime/kernel/identity.js';
import { self } from '../runtime/kernel/self.js';
import { stepName, stepRead, stepThreads } from '../runtime/kernel/step.js';
import type { SlotAddress } from '../runtime/memory/address.js';
import { slot, words } from '../runtime/memory/arena.js';
import { Access } from '../runtime/memory/control-block.js';
import { Slot } from '../runtime/memory/map.js';
import { defineKind, HANDLE, type Handle, Kind } from '../runtime/objects/shared-object.js';
import type { Job } from '../runtime/threads/job.js';
import { argumentsOf, asArguments, asKwargs, workOf } from '../runtime/threads/job-of.js';
import { launch } from '../runtime/threads/launch.js';
import { childSeed } from '../runtime/threads/random.js';
import { nativeIdOf } from '../runtime/threads/slots.js';
import { isAlive, join, type StartedThread } from '../runtime/threads/threads.js';
import type { Event } from './event.js';
import {
  bringFields,
  facts,
  factsOf,
  launchWithFields,
  nextName,
  spent,
  type ThreadFacts,
  thisRun,
} from './thread-facts.js';
import { remember } from './thread-objects.js';
import { THREAD_OPTIONS, type ThreadOptions } from './thread-options.js';

/** Name of the method that says what a new thread is told to do. */
export const work: unique symbol = Symbol('pyconc.work');

/**
 * A thread that runs in parallel with its starter. Its target is an exported function, which the new thread finds in
 * the same module by its name. Its arguments are copied, except shared objects, which are the same in all threads. Or
 * subclass Thread, export the class, and write a `run`: fields are copied at `start()`, and the changes that `run`
 * makes to them are copied back once the thread has ended.
 *
 * An uncaught exception ends the thread, is reported, and leaves the other threads running.
 *
 * Python: `threading.Thread(group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None)`.
 *
 * @example
 * export function greet(name: string) { log(`hello ${name}`); }
 * const thread = new Thread({ target: greet, args: ['world'] });
 * thread.start();
 * thread.join();
 */
export class Thread<F extends Target = Target> {
  /** @internal */
  readonly [facts]: ThreadFacts<F>;

  /**
   * Makes a thread that is not yet started. Throws AssertionError if a `group` is given; TypeError for a target that is
   * not a function, `args` that are not a list, `kwargs` that are not an object, and an unknown option.
   */
  constructor(options?: ThreadOptions<F> & Needed<F> & Blocking<F>) {
    checkOptions(options, THREAD_OPTIONS);
    const { target, args, kwargs, name, daemon, group }: ThreadOptions<F> = options ?? {};
    if (group !== undefined && group !== null) throw new AssertionError('group argument must be None for now');
    if (target !== undefined && typeof target !== 'function') {
      throw new TypeError(`a target is a function that its module exports, not ${typeName(target)}`);
    }
    this[facts] = {
      target,
      args: asArguments(args),
      kwargs: asKwargs(kwargs),
      hasRun: false,
      name: name ? String(name) : nextName(target),
      daemon: daemon ?? (slot !== 0 && words[slot + Slot.DAEMON] === 1),
      started: undefined,
      fieldsBlock: undefined,
      run: thisRun(),
    };
  }

  /**
   * Starts the thread, and returns without waiting for it to do anything. Throws RuntimeError if it was started before,
   * if 256 threads are alive, and outside a run; AttributeError after `run`; TypeError for a target that is a class,
   * not exported or async, for a subclass with `#private` fields, and for an argument that cannot be copied;
   * MemoryError if the arena is full.
   *
   * Python: `Thread.start()`.
   */
  start(): void {
    self();
    const own = factsOf(this);
    if (own.started) throw new RuntimeError('threads can only be started once');
    if (own.hasRun) throw spent(this);
    stepThreads('start', Access.WRITE);
    const job = this[work](own);
    own.started = job.fields ? launchWithFields(job, own) : launch(job, childSeed(), own.name, own.daemon);
    remember(own.started, this);
  }

  /** What the new thread is told to do. @internal */
  [work](own: ThreadFacts<Target>): Job {
    return workOf(this, Thread, own, 'thread');
  }

  /**
   * What the thread does: calls the target with its arguments. Override it in a subclass. A direct call runs the target
   * in the caller's thread, once: throws AttributeError the second time, and what the target throws.
   *
   * Python: `Thread.run()`.
   */
  run(): void {
    const own = factsOf(this);
    if (own.hasRun) throw spent(this);
    own.hasRun = true;
    own.target?.(...argumentsOf(own));
  }

  /**
   * Waits until the thread has ended, or for `timeout` seconds; `isAlive()` tells which. Then the fields of a subclass
   * are as its `run` left them; reading one that cannot be copied throws TypeError. Throws RuntimeError if the thread
   * was not started, and if it is the calling thread, which would wait for itself; where it has to wait, TypeError for
   * a timeout that is not a number, ValueError for NaN, OverflowError above TIMEOUT_MAX.
   *
   * Python: `Thread.join(timeout=None)`.
   */
  join(timeout?: number): void {
    const own = factsOf(this);
    const { started } = own;
    if (!started) throw new RuntimeError('cannot join thread before it is started');
    if (started.slot === self() && started.ident === identity().ident)
      throw new RuntimeError('cannot join current thread');
    const isForEver = timeout === undefined || timeout === null;
    // Of a number that is no time only who has to wait is told, as in Python.
    if (!isForEver && (isAlive(started) || typeof timeout !== 'number')) checkSeconds(timeout);
    const isOver = join(started, isForEver ? Infinity : now() + Math.max(0, timeout));
    if (isOver && own.fieldsBlock !== undefined) bringFields(this, own);
  }

  /** True from the call of `start()` until the thread has ended. Python: `Thread.is_alive()`. */
  isAlive(): boolean {
    const own = factsOf(this);
    if (own.started === undefined) return false;
    stepRead('look', -own.started.ident);
    if (isAlive(own.started)) return true;
    if (own.fieldsBlock !== undefined) bringFields(this, own);
    return false;
  }

  /**
   * The thread's name, for people; two threads may have the same. It can be set at any time, which throws MemoryError
   * if the arena is full. Python: `Thread.name`.
   */
  get name(): string {
    const own = factsOf(this);
    // Somebody else may have renamed it.
    if (own.started) stepName('look', own.started.ident, Access.READ);
    if (own.started) own.name = nameOfThread(own.started) ?? own.name;
    return own.name;
  }

  set name(name: string) {
    const own = factsOf(this);
    if (own.started) stepName('rename', own.started.ident, Access.WRITE);
    own.name = String(name);
    if (own.started) renameThread(own.started, own.name);
  }

  /**
   * True if the program does not wait for this thread at its end. Setting it after the start throws RuntimeError.
   * Python: `Thread.daemon`.
   */
  get daemon(): boolean {
    return factsOf(this).daemon;
  }

  set daemon(daemon: boolean) {
    const own = factsOf(this);
    if (own.started) throw new RuntimeError('cannot set daemon status of active thread');
    own.daemon = Boolean(daemon);
  }

  /** The operating system's id of the thread; undefined before the start. Python: `Thread.native_id`. */
  get nativeId(): number | undefined {
    const { started } = factsOf(this);
    return started && nativeIdOf(started.slot);
  }

  /** A number that no other thread of the run has; undefined before the start. Python: `Thread.ident`. */
  get ident(): number | undefined {
    return factsOf(this).started?.ident;
  }

  toString(): string {
    const { started, daemon } = factsOf(this);
    if (started) stepRead('look', -started.ident);
    const state = !started ? 'initial' : isAlive(started) ? 'started' : 'stopped';
    const type = started?.ident === mainIdent() ? '_MainThread' : this.constructor.name;
    return `<${type}(${this.name}, ${state}${daemon ? ' daemon' : ''}${started ? ` ${started.ident}` : ''})>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return String(this);
  }

  /** @internal */
  [HANDLE](): Handle {
    const { started } = factsOf(this);
    if (!started) throw new TypeError('a Thread can be passed to another thread only once it is started');
    return [Kind.Thread, started.slot, started.generation];
  }
}

/** The Thread object for a thread that somebody else has started. */
export function threadFor(started: StartedThread, name: string, daemon: boolean): Thread {
  const thread: Thread = Object.create(Thread.prototype);
  return adopt(thread, started, name, daemon);
}

export function adopt(
  thread: Thread,
  started: StartedThread,
  name: string,
  daemon: boolean,
  { target, args, kwargs }: Pick<ThreadFacts<Target>, 'target' | 'args' | 'kwargs'> = nothingToRun,
): Thread {
  const rest = { hasRun: false, fieldsBlock: undefined, run: thisRun() };
  const own: ThreadFacts<Target> = { target, args, kwargs, name, daemon, started, ...rest };
  return Object.defineProperty(thread, facts, { value: own });
}

const nothingToRun = { target: undefined, args: [], kwargs: undefined };

defineKind(Kind.Thread, (at: SlotAddress, generation) => {
  const ident = words[at + Slot.GENERATION] === generation ? (words[at + Slot.IDENT] as number) : 0;
  const started = { slot: at, generation, ident };
  return threadFor(started, nameOfThread(started) ?? '?', words[at + Slot.DAEMON] === 1);
});

/** What a Timer does, in its thread. */
export function runLater(call: () => unknown, seconds: number, unless: Event): void {
  if (unless.wait(seconds)) return;
  call();
  unless.set();
}
