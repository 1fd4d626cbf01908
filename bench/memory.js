/** Shared memory for contenders that use none of pyconc's: the same in the host and in all its workers. */
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

/** Words of it, each in a line of the cache of its own. */
export const LOCK = 0;
export const COUNTER = 16;
export const LAST = 32;
export const LONGEST = 48;

const KEY = 'pyconc bench';

if (isMainThread) setEnvironmentData(KEY, new SharedArrayBuffer(256));

/** The words, for the calling thread. */
export function memory() {
  return new Int32Array(getEnvironmentData(KEY));
}
