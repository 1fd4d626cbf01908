/** Notes whether each thread was joined before the next was started: then no two of them can have run at the same time. */
import { mainIdent } from '../kernel/identity.js';
import { load, store } from '../memory/atomics.js';
import { Control } from '../memory/map.js';

/**
 * Notes a start. Idents go up by one, so it is enough to check that the last thread was joined: it was checked for the others.
 */
export function noteStart(ident: number): void {
  const last = ident - 1;
  if (last !== mainIdent() && load(Control.JOINED) !== last) store(Control.UNJOINED, 1);
}

/** Notes a join; a second join of the same thread changes nothing. */
export function noteJoin(ident: number): void {
  if (ident > load(Control.JOINED)) store(Control.JOINED, ident);
}

/** Returns how many threads were started so far, without MainThread. */
export function startedThreads(): number {
  return load(Control.STARTED) - mainIdent();
}

/** True if there were at least two, and each was joined before the next was started. */
export function areSequential(): boolean {
  return startedThreads() > 1 && load(Control.UNJOINED) === 0;
}
