/** A module that the program itself can import, and none of its threads. */
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) throw new RangeError('not in a thread');

export function main() {
  return 1;
}
