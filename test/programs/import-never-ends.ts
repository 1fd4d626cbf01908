/** A module that no thread can ever import. */
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) await new Promise(() => {});

export function main() {
  return 1;
}
