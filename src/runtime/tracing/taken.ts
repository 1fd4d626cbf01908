/** Locks that are taken and released, as histories, orders and traces tell them. */
import type { ObjectAddress } from '../memory/address.js';
import { noteTaken } from '../objects/history.js';
import { noteRelease } from '../objects/lock-orders.js';
import type { SharedObject } from '../objects/shared-object.js';
import { trace } from './trace.js';

/**
 * The calling thread has taken the lock at `at`, while its NOTES is not 0; until `deadline` it would have waited. With `depth`, of
 * an RLock that it may have had before.
 */
export function reportTaken(lock: SharedObject, at: ObjectAddress, deadline: number, depth?: number): void {
  if (depth === undefined || depth === 1) noteTaken(lock, deadline === Infinity);
  trace('acquired', at, depth);
}

/** It is about to release it; with `depth`, of an RLock that it still has if that is not 0. */
export function reportReleased(at: ObjectAddress, depth?: number): void {
  if (depth === undefined || depth === 0) noteRelease(at);
  trace('released', at, depth);
}
