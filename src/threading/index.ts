/** Python's `threading`. */
/// <reference lib="esnext.disposable" preserve="true" />
export { type AcquireOptions, TIMEOUT_MAX } from './acquire.js';
export { Barrier, type BarrierOptions, BrokenBarrierError } from './barrier.js';
export { Condition } from './condition.js';
export { activeCount, enumerate, getIdent, getNativeId, mainThread } from './enumerate.js';
export { Event } from './event.js';
export { type ExceptHookArgs, setExcepthook } from './excepthook.js';
export { Lock } from './lock.js';
export { RLock } from './rlock.js';
export { BoundedSemaphore, Semaphore } from './semaphore.js';
export { currentThread, Thread, type ThreadOptions } from './thread.js';
export { ThreadLocal } from './thread-local.js';
export { Timer } from './timer.js';
