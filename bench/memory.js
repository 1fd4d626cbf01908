/** Shared memory for contenders that use none of pyconc's: the same in the host and in all its workers. */
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

const KEY = 'pyconc bench';

if (isMainThread) setEnvironmentData(KEY, new SharedArrayBuffer(1024));

/** Its words, for the calling thread. */
export function memory() {
  return new Int32Array(getEnvironmentData(KEY));
}
