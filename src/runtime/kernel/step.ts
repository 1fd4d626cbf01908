/**
 * The seam for another kernel, which would run one thread at a time and choose the thread that takes the next step: each
 * visible operation is announced here.
 */
import type { ObjectAddress } from '../memory/address.js';

/**
 * A visible operation of the calling thread on the object at `_at` is about to happen: a controlled kernel may let other
 * threads go first. This kernel lets all threads run whenever they can.
 */
export function step(_op: Operation, _at: ObjectAddress | 0): void {}

/** The visible operations. */
export type Operation =
  | 'load'
  | 'store'
  | 'acquire'
  | 'release'
  | 'wait'
  | 'notify'
  | 'put'
  | 'get'
  | 'sleep'
  | 'log'
  | 'start'
  | 'join';
