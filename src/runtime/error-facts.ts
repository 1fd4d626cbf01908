/** Errors as plain facts, to travel from thread to thread. */
import { inspect } from 'node:util';
import type { ErrorFacts } from '../events/run-event.js';
import { userStack } from './stack.js';

/** An error as facts: what was thrown may be anything, and an error's own fields may have been set to anything. */
export function describeError(thrown: unknown): ErrorFacts {
  if (thrown instanceof Error) {
    const { name, message, stack } = thrown;
    return {
      type: text(name),
      message: text(message),
      stack: userStack(text(stack ?? `${text(name)}: ${text(message)}`)),
    };
  }
  return { type: thrown === null ? 'null' : typeof thrown, message: text(thrown), stack: '' };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}
