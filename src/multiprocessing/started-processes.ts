/** The Process objects of the calling thread. */
import { threadKey } from '../runtime/kernel/identity.js';
import { AT, type SharedObject } from '../runtime/objects/shared-object.js';
import * as records from '../runtime/processes/client/process-records.js';

let started: SharedObject[] = [];
let starter: number | undefined;

/** The processes that the calling thread has started and that are not over. */
export function startedHere(): SharedObject[] {
  // A worker is one thread after another.
  const me = threadKey();
  started = me === starter ? started.filter((each) => records.exitcodeOf(each[AT]) === undefined) : [];
  starter = me;
  return started;
}
