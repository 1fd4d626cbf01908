/**
 * The seam for another kernel, one that lets a single thread run at a time and chooses which one takes the next step: each
 * visible operation announces itself here.
 */

/**
 * A visible operation of the calling thread is about to happen on the object at `at`: where a controlled kernel lets other
 * threads go first. This kernel lets them run whenever they can.
 */
export function step(_op: Operation, _at: number): void {}

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
