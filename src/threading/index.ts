/** Python's `threading`. */
export { TIMEOUT_MAX } from './acquire.js';
export { activeCount, enumerate, getIdent, mainThread } from './living.js';
export { Lock } from './lock.js';
export { currentThread, Thread, type ThreadOptions } from './thread.js';
