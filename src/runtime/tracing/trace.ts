/** What is done to shared objects, told as events; only with `--trace ops`, and of locks with `--trace waits`. Waits are told by `waits.ts`. */
import { noteRead, noteWrite } from '../kernel/polling.js';
import { isHost, slot, words } from '../memory/arena.js';
import { Control, PROBE, Slot } from '../memory/map.js';
import { idOf, kindName, nameOf } from '../objects/shared-object.js';
import { emit } from '../threads/emit.js';
import { isToldHold } from './waits.js';

/** What is traced, as the arena has it. */
export const Trace = { log: 0, ops: 1, waits: 2 } as const;

/**
 * Tells that `op` was done to the object at `at`, or is about to be: called after what takes (acquired, loaded) and before
 * what gives up (released, stored), so that the numbers of the events are in the order of the effects.
 */
export function trace(op: string, at: number, value?: number): void {
  if (words[Control.TRACE] !== Trace.log) tell(op, at, value);
}

function tell(op: string, at: number, value: number | undefined): void {
  // What a demo's `result` reads in the host no thread does; nor does one do what a module does that a target is looked for in.
  if (isHost || words[slot + Slot.IDENT] === 0) return;
  const told = words[Control.TRACE] as number;
  if (told & PROBE) note(op, at, value);
  const level = told & ~PROBE;
  if (level === Trace.log || (level === Trace.waits && !isToldHold(op, at))) return;
  const facts = { type: 'op', op, object: idOf(at), kind: kindName(at), name: nameOf(at) } as const;
  emit(value === undefined ? facts : { ...facts, value });
}

function note(op: string, at: number, value: number | undefined): void {
  if (op === 'load') noteRead(at, value ?? 0);
  else if (!leavesAsItWas.includes(op)) noteWrite();
}

/** One may poll under a lock, which is taken and given back, and by waits that are over at once. */
const leavesAsItWas: readonly string[] = ['acquired', 'released', 'timed out'];
