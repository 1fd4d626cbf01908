/** What is done to shared objects, told as events; only with `--trace ops`. */
import { Control, words } from './arena.js';
import { emit } from './emit.js';
import { kindName, nameOf } from './shared-object.js';

/**
 * Tells that `op` was done to the object at `at`, or is about to be: called after what takes (acquired, loaded) and before
 * what gives up (released, stored), so that the numbers of the events are in the order of the effects.
 */
export function trace(op: string, at: number, value?: number): void {
  if (words[Control.TRACE] === 1) tell(op, at, value);
}

function tell(op: string, at: number, value: number | undefined): void {
  const facts = { type: 'op', op, object: at, kind: kindName(at), name: nameOf(at) } as const;
  emit(value === undefined ? facts : { ...facts, value });
}
