/** Whether each thread was joined before the next one was started: then no two of them can have run at the same time. */
import { mainIdent } from '../kernel/identity.js';
import { load, store } from '../memory/atomics.js';
import { Control } from '../memory/map.js';

/** A thread is started, with idents going up by one. If all before it were joined in turn, it is enough to ask for the last. */
export function noteStart(ident: number): void {
  const last = ident - 1;
  if (last !== mainIdent() && load(Control.JOINED) !== last) store(Control.UNJOINED, 1);
}

/** A thread was joined. One that was joined again says nothing new. */
export function noteJoin(ident: number): void {
  if (ident > load(Control.JOINED)) store(Control.JOINED, ident);
}

/** Threads that were started so far, without the MainThread. */
export function startedThreads(): number {
  return load(Control.STARTED) - mainIdent();
}

/** True if there are two and more of them, and each was joined before the next was started. */
export function areSequential(): boolean {
  return startedThreads() > 1 && load(Control.UNJOINED) === 0;
}
