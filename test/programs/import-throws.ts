/** A module that can be imported by the program itself, and by none of its threads. */
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) throw new RangeError('not in a thread');

export function main() {
  return 1;
}
