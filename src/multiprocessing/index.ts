/** Python's `multiprocessing`. */
import { cpus } from 'node:os';

export { activeChildren, currentProcess, parentProcess } from './current-process.js';
export type { AcquireOptions } from './deadline.js';
export { Lock, RLock } from './lock.js';
export { Process, type ProcessOptions } from './process.js';
export { JoinableQueue, Queue, type QueueWaitOptions } from './queue.js';
export { Value } from './value.js';

/** How many processors the machine has. Python: `multiprocessing.cpu_count()`. */
export function cpuCount(): number {
  return cpus().length;
}
