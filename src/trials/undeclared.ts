/** Trials whose outcome their demo does not declare: what happened, one of each kind. */
import type { ErrorFacts } from '../events/facts.js';
import type { UndeclaredKind } from '../events/trials-report.js';
import { userFrame } from '../runtime/source/stack.js';
import type { Finding } from '../session/outcome.js';

/** One trial, as the thread that tried reports it to its host. */
export type UndeclaredTrial = Omit<UndeclaredKind, 'count'>;

/** `trial` counts from 1. */
export function undeclaredTrial(
  trial: number,
  reason: UndeclaredKind['reason'],
  { outcome, thread, error }: Pick<Finding, 'thread' | 'error'> & { readonly outcome: { readonly because: string } },
): UndeclaredTrial {
  return {
    trial,
    reason,
    because: outcome.because,
    thread: thread ?? null,
    error: error ?? null,
    at: placeOf(error),
  };
}

/** Where the error was thrown, by the frames of the user's own code. */
function placeOf(error: ErrorFacts | undefined): string | null {
  return error ? userFrame(error.stack) : null;
}

/** The kinds so far. The same error from the same place is of the same kind, whatever its message is this time. */
export class UndeclaredKinds {
  readonly #kinds = new Map<string, { readonly first: UndeclaredTrial; count: number }>();

  add(trial: UndeclaredTrial): void {
    const key = keyOf(trial);
    const known = this.#kinds.get(key);
    if (known) known.count++;
    else if (this.#kinds.size < MOST_KINDS) this.#kinds.set(key, { first: trial, count: 1 });
  }

  /** In the order of their first trials. */
  list(): UndeclaredKind[] {
    return [...this.#kinds.values()].map(({ first: { trial, ...facts }, count }) => ({ trial, count, ...facts }));
  }
}

/** Few enough for a person to read them all. */
const MOST_KINDS = 10;

function keyOf({ reason, because, error, at }: UndeclaredTrial): string {
  return [reason, error?.type, error && at !== null ? at : because].join('\n');
}
