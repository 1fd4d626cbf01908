/** What a Thread object knows of its thread. */
import { AttributeError, RuntimeError } from '../runtime/errors.js';
import type { Target } from '../runtime/functions/target-types.js';
import { stepThreads } from '../runtime/kernel/step.js';
import type { BlockAddress } from '../runtime/memory/address.js';
import { words } from '../runtime/memory/arena.js';
import { add } from '../runtime/memory/atomics.js';
import { Access } from '../runtime/memory/control-block.js';
import { freeBlock } from '../runtime/memory/heap.js';
import { Control } from '../runtime/memory/map.js';
import { isEvaluating, moduleNumber } from '../runtime/objects/module-objects.js';
import { reserveFields, takeFields } from '../runtime/threads/fields.js';
import type { Job } from '../runtime/threads/job.js';
import { launch } from '../runtime/threads/launch.js';
import { childSeed } from '../runtime/threads/random.js';
import type { StartedThread } from '../runtime/threads/threads.js';

/** Where a thread's own facts are kept, so that the fields of a subclass are the subclass's alone. */
export const facts: unique symbol = Symbol('pyconc.thread');

export interface ThreadFacts<F extends Target> {
  target: F | undefined;
  args: readonly unknown[];
  kwargs: Readonly<Record<string, unknown>> | undefined;
  hasRun: boolean;
  name: string;
  daemon: boolean;
  started: StartedThread | undefined;
  /** Where a subclass's `run` leaves its fields, until they have been taken from there. */
  fieldsBlock: BlockAddress | undefined;
  /** The run that `started` is of: a module's own thread outlives it where workers do, and can be started again in the next. */
  run: number;
}

/** Throws MemoryError. */
export function launchWithFields(job: Job, own: ThreadFacts<Target>): StartedThread {
  const fieldsBlock = reserveFields();
  try {
    const started = launch({ ...job, fieldsBlock }, childSeed(), own.name, own.daemon);
    own.fieldsBlock = fieldsBlock;
    return started;
  } catch (error) {
    freeBlock(fieldsBlock);
    throw error;
  }
}

/** The thread is over: its fields are seen in the object that started it. */
export function bringFields(thread: object, own: ThreadFacts<Target>): void {
  const block = own.fieldsBlock as BlockAddress;
  own.fieldsBlock = undefined;
  takeFields(block, thread);
}

export interface HasFacts<F extends Target> {
  readonly [facts]: ThreadFacts<F>;
}

/** For Timer, whose function and arguments they are as well. */
export function factsOf<F extends Target>(thread: HasFacts<F>): ThreadFacts<F> {
  const own = thread[facts] as ThreadFacts<F> | undefined;
  if (!own) throw new RuntimeError('Thread.__init__() not called');
  if (own.run !== thisRun()) {
    Object.assign(own, { run: thisRun(), started: undefined, fieldsBlock: undefined, hasRun: false });
  }
  return own;
}

export function thisRun(): number {
  return words[Control.RUN] as number;
}

/** Python deletes the target once it has run, and this is what it then says. */
export function spent(thread: object): AttributeError {
  return new AttributeError(`'${thread.constructor.name}' object has no attribute '_target'`);
}

/** `Thread-N (target)`, as CPython since 3.10; a module-level thread has the same number in all threads. */
export function nextName(target: Target | undefined): string {
  const take = () => add(Control.THREAD_NUMBER, 1) + 1;
  stepThreads('create', Access.WRITE);
  const number = isEvaluating() ? moduleNumber(take) : take();
  return target ? `Thread-${number} (${target.name || '<lambda>'})` : `Thread-${number}`;
}
