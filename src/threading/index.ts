/** Python's `threading`. */
/// <reference lib="esnext.disposable" preserve="true" />
export { type AcquireOptions, TIMEOUT_MAX } from './acquire.js';
export { Barrier, type BarrierOptions, BrokenBarrierError } from './barrier.js';
export { Condition } from './condition.js';
export { currentThread } from './current-thread.js';
export { activeCount, enumerate, getIdent, getNativeId, mainThread } from './enumerate.js';
export { Event } from './event.js';
export { type ExceptHookArgs, setExcepthook } from './excepthook.js';
export { Lock } from './lock.js';
export { RLock } from './rlock.js';
export { BoundedSemaphore, Semaphore } from './semaphore.js';
export { Thread } from './thread.js';
export { ThreadLocal } from './thread-local.js';
export type { ThreadOptions } from './thread-options.js';
export { Timer } from './timer.js';
