/** The caller's process, its parent and its children: Python's module functions. */
import { exported } from '../runtime/functions/function-ref.js';
import type { Target } from '../runtime/functions/target-types.js';
import { isInProgram, processFacts } from '../runtime/kernel/identity.js';
import { self } from '../runtime/kernel/self.js';
import type { ObjectAddress } from '../runtime/memory/address.js';
import { keyed } from '../runtime/memory/interned.js';
import { Control } from '../runtime/memory/map.js';
import { AT, Kind } from '../runtime/objects/shared-object.js';
import * as records from '../runtime/processes/client/process-records.js';
import type { Job } from '../runtime/threads/job.js';
import { adopt, type Process, processAt } from './process.js';
import { startedHere } from './started-processes.js';

let current: Process | undefined;

/** The process that the caller runs in. Python: `multiprocessing.current_process()`. */
export function currentProcess(): Process {
  const { name, daemon } = processFacts();
  const at = recordOf(name, records.Role.SELF, isInProgram() ? process.pid : 0);
  records.setDaemon(at, daemon);
  if (current?.[AT] !== at) current = processAt(at);
  return current;
}

/** The process that started the caller's; undefined in the first one. Python: `multiprocessing.parent_process()`. */
export function parentProcess(): Process | undefined {
  const { parent } = processFacts();
  return parent && processAt(recordOf(parent.name, records.Role.PARENT, parent.pid));
}

/**
 * The processes that the caller's has started and that are not over; those that the calling thread has started are the objects
 * that it started. Python: `multiprocessing.active_children()`.
 */
export function activeChildren(): Process[] {
  self();
  const own = startedHere() as Process[];
  return records.livingChildren().map((at) => own.find((each) => each[AT] === at) ?? processAt(at));
}

/** One that this process has not made: one record for all its threads. */
function recordOf(name: string, role: number, pid: number): ObjectAddress {
  return keyed(Control.COMMON, `process ${role}`, () => records.makeRecord(Kind.Process, name, role, pid));
}

/** Runs a job in the MainThread of a new process; a subclass is made from the fields that its parent's object had. */
export function runProcess(target: Function, { args, kwargs, fields, inner }: Job): unknown {
  if (fields === undefined) return target(...args);
  const object: Process = Object.assign(Object.create(target.prototype), fields);
  current = adopt(object, currentProcess()[AT], {
    target: inner && (exported(inner, 'process') as Target),
    args,
    kwargs,
  });
  return object.run();
}
