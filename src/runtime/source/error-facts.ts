/** Errors as plain facts, which can travel from thread to thread. */
import { inspect } from 'node:util';
import type { ErrorFacts } from '../../events/facts.js';
import { userStack } from './stack.js';

/**
 * Describes an error, with its causes. Any value may have been thrown, and an error's fields may have been set to any value.
 */
export function describeError(thrown: unknown): ErrorFacts {
  return describe(thrown, new Set());
}

/** The most errors described for one that was thrown: each may have causes of its own, and these may repeat. */
const MOST_ERRORS = 16;

function describe(thrown: unknown, described: Set<unknown>): ErrorFacts {
  described.add(thrown);
  if (!(thrown instanceof Error)) {
    return { type: thrown === null ? 'null' : typeof thrown, message: text(thrown), stack: '' };
  }
  const { name, message, stack, cause } = thrown;
  const { errors } = thrown as { errors?: unknown };
  const facts = {
    type: text(name),
    message: text(message),
    stack: userStack(text(stack ?? `${text(name)}: ${text(message)}`)),
  };
  const isNew = (error: unknown) => described.size < MOST_ERRORS && !described.has(error);
  const describeNew = (error: unknown) => (isNew(error) ? [describe(error, described)] : []);
  const [causing] = cause === undefined ? [] : describeNew(cause);
  const several = thrown instanceof AggregateError && Array.isArray(errors) ? errors.flatMap(describeNew) : [];
  return { ...facts, ...(causing && { cause: causing }), ...(several.length > 0 && { errors: several }) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}
