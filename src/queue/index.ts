/** Python's `queue`. */
export { Empty, Full, ShutDown } from '../runtime/queue-errors.js';
export { LifoQueue } from './lifo-queue.js';
export { PriorityQueue } from './priority-queue.js';
export { Queue } from './queue.js';
export { SimpleQueue } from './simple-queue.js';
export type { QueueWaitOptions } from './waiting.js';
