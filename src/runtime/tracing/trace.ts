/**
 * Operations on shared objects, reported as events: all with `--trace ops`, those on locks with `--trace waits`. `waits.ts`
 * reports waits.
 */
import { noteRead, noteWrite } from '../kernel/polling.js';
import { controllerOf } from '../kernel/step.js';
import type { ObjectAddress } from '../memory/address.js';
import { isHost, slot, words } from '../memory/arena.js';
import { Control, OBSERVED, PROBE, Slot } from '../memory/map.js';
import { idOf, kindName, nameOf } from '../objects/shared-object.js';
import { emit } from '../threads/emit.js';
import { isReportedHold } from './waits.js';

/** The trace level, as the arena has it. */
export const Trace = { log: 0, ops: 1, waits: 2 } as const;

/**
 * Reports that `op` was done to the object at `at`, or is about to be. Called after an operation that takes (acquired, loaded)
 * and before one that gives up (released, stored), so that the numbers of the events are in the order of the effects.
 */
export function trace(op: string, at: ObjectAddress, value?: number): void {
  if (words[Control.TRACE] !== Trace.log) report(op, at, value);
}

function report(op: string, at: ObjectAddress, value: number | undefined): void {
  // No thread does what a demo's `result` reads in the host, or what a module does while a target is looked up in it.
  if (isHost || words[slot + Slot.IDENT] === 0) return;
  const flags = words[Control.TRACE] as number;
  if (flags & PROBE) note(op, at, value);
  if (flags & OBSERVED) controllerOf()?.observe(op, value);
  const level = flags & ~(PROBE | OBSERVED);
  if (level === Trace.log || (level === Trace.waits && !isReportedHold(op, at))) return;
  const facts = { type: 'op', op, object: idOf(at), kind: kindName(at), name: nameOf(at) } as const;
  emit(value === undefined ? facts : { ...facts, value });
}

function note(op: string, at: ObjectAddress, value: number | undefined): void {
  if (op === 'load') noteRead(at, value ?? 0);
  else if (!leavesAsItWas.includes(op)) noteWrite();
}

/** A thread may poll under a lock, which it takes and releases, and with waits that end at once. */
const leavesAsItWas: readonly string[] = ['acquired', 'released', 'timed out'];
