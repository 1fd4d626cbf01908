/**
 * A program's handlers for the end of its process: `process.on('exit')` and `beforeExit` in MainThread, called as Node calls
 * them.
 */
import { describeError } from '../source/error-facts.js';
import { emit } from './emit.js';

/**
 * Calls the handlers, once, and returns the exit code, which they may have changed. `isReturned`: neither an exception nor
 * `process.exit` caused the end; only then is `beforeExit` emitted.
 */
export function callExitHandlers(code: number, isReturned: boolean): number {
  // Node's own mark that the handlers have been called.
  const state = process as unknown as { _exiting?: boolean };
  if (state._exiting) return code;
  process.exitCode = code;
  try {
    if (isReturned) process.emit('beforeExit', code);
    state._exiting = true;
    process.emit('exit', Number(process.exitCode));
  } catch (thrown) {
    state._exiting = true;
    const { stack, type, message } = describeError(thrown);
    for (const text of (stack || `${type}: ${message}`).split('\n')) emit({ type: 'log', text, stream: 'stderr' });
    return 1;
  }
  return Number(process.exitCode);
}
