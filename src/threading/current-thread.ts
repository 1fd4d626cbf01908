/** The Thread object of the calling thread, and what it runs. */
import { exported } from '../runtime/functions/function-ref.js';
import type { Target } from '../runtime/functions/target-types.js';
import { identity } from '../runtime/kernel/identity.js';
import { slot, words } from '../runtime/memory/arena.js';
import { Slot } from '../runtime/memory/map.js';
import { watchFields } from '../runtime/threads/fields.js';
import type { Job } from '../runtime/threads/job.js';
import type { StartedThread } from '../runtime/threads/threads.js';
import type { Event } from './event.js';
import { adopt, runLater, type Thread, threadFor } from './thread.js';
import { facts } from './thread-facts.js';

let current: Thread | undefined;

/** The Thread object of the calling thread. Python: `threading.current_thread()`. */
export function currentThread(): Thread {
  const { ident, name } = identity();
  const generation = words[slot + Slot.GENERATION] as number;
  if (current?.[facts].started?.generation !== generation) {
    current = threadFor({ slot, generation, ident }, name, words[slot + Slot.DAEMON] === 1);
  }
  return current;
}

/** Runs a job's target in the calling thread; a subclass is made from the fields that its starter's object had. */
export function runThread(target: Function, { args, kwargs, fields, fieldsBlock, inner, delay }: Job): unknown {
  if (delay !== undefined) return runLater(() => target(...args), delay.seconds, delay.unless as Event);
  if (fields === undefined) return target(...args);
  const object: Thread = Object.assign(Object.create(target.prototype), fields);
  current = adopt(
    object,
    currentThread()[facts].started as StartedThread,
    identity().name,
    words[slot + Slot.DAEMON] === 1,
    { target: inner && (exported(inner) as Target), args, kwargs },
  );
  if (fieldsBlock === undefined) return object.run();
  const leaveFields = watchFields(fieldsBlock, object);
  return finallyDo(() => object.run(), leaveFields);
}

/** As `finally`, but that an error of the call itself is not lost for one of what follows. */
function finallyDo<T>(call: () => T, action: () => void): T {
  let value: T;
  try {
    value = call();
  } catch (thrown) {
    try {
      action();
    } catch {}
    throw thrown;
  }
  action();
  return value;
}
