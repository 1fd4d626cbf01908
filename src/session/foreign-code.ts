/** Code of a demo's author that the host itself runs. The host can do nothing else meanwhile, so the code has a time limit. */
import { Script } from 'node:vm';
import { TimeoutError } from '../runtime/errors.js';

/** What the command line handles itself as long as it can: signals, and keys that would be signals. */
export interface Reins {
  /** From now on a signal ends the process, whatever the host is doing. */
  drop(): void;
  /** Undoes `drop`. */
  takeUp(): void;
  /** Ends the process, because the host cannot be freed from what it is doing. Called in the middle of that. */
  giveUp(error: Error): never;
}

/** Not held in a process that is not the command line's. */
export const reins: { held: Reins | undefined } = { held: undefined };

/** Seconds that the host gives an author's code: the evaluation of a module, or the judgement of a run. */
export const PATIENCE = 10;

/**
 * Returns what `call` returns. If `call` has not returned after so many seconds, cuts it off in the middle, without its
 * `finally`, and throws TimeoutError with `what` as its subject.
 */
export function callWithin<T>(seconds: number, what: string, call: () => T): T {
  // Only a script can be given a limit, and a script reaches only globals: `process` is the same object in every context.
  script ??= new Script(`process[Symbol.for('${KEY}')]()`, { filename: 'node:pyconc' });
  Object.assign(process, { [Symbol.for(KEY)]: call });
  reins.held?.drop();
  try {
    return script.runInThisContext({ timeout: Math.max(Math.ceil(seconds * 1000), 1) });
  } catch (error) {
    if (!isCutOff(error)) throw error;
    throw new TimeoutError(`${what} took longer than ${Number(seconds.toFixed(1))} s`);
  } finally {
    reins.held?.takeUp();
    Object.assign(process, { [Symbol.for(KEY)]: undefined });
  }
}

const KEY = 'pyconc.call';
let script: Script | undefined;

function isCutOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
