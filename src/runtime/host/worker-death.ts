/** Why a worker died, told as the error that its thread ended with. */
import type { ErrorFacts } from '../../events/run-event.js';
import { describeError } from '../source/error-facts.js';

export interface Death {
  readonly code: number;
  readonly error: Error | undefined;
  /** Its last state: whether it was counted as running. */
  readonly state: number;
}

export function whyDead({ code, error }: Death): ErrorFacts {
  if (error) return describeError(error);
  const message =
    code === UNSETTLED
      ? 'its module awaits something at its top level that never comes'
      : `its worker was ended from outside (code ${code})`;
  return { type: 'RuntimeError', message, stack: '' };
}

/** Exit code of Node for a top-level await that nothing can settle any more. */
const UNSETTLED = 13;
