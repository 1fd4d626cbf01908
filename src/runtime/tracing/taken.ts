/** Locks that were taken, as histories and traces tell them. */
import type { ObjectAddress } from '../memory/address.js';
import { noteTaken } from '../objects/history.js';
import type { SharedObject } from '../objects/shared-object.js';
import { trace } from './trace.js';

/** The calling thread has taken the lock at `at`, while its NOTES is not 0. With `depth`, of an RLock that it may have had before. */
export function reportTaken(lock: SharedObject, at: ObjectAddress, depth?: number): void {
  if (depth === undefined || depth === 1) noteTaken(lock);
  trace('acquired', at, depth);
}
