/** Errors as plain facts, to travel from thread to thread. */
import type { ErrorFacts } from '../events/run-event.js';
import { userStack } from './stack.js';

/** An error as facts: what was thrown may be anything. */
export function describeError(thrown: unknown): ErrorFacts {
  if (thrown instanceof Error) {
    return { type: thrown.name, message: thrown.message, stack: userStack(thrown.stack ?? String(thrown)) };
  }
  return { type: typeof thrown, message: String(thrown), stack: '' };
}
