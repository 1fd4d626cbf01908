/** Events on their way to the host: each takes its number inside the primitive that causes it. */
import type { RunEvent } from '../../events/run-event.js';
import { EVENTS_VERSION } from '../../events/run-event.js';
import { now } from '../kernel/clock.js';
import { identity } from '../kernel/identity.js';
import { elapsed } from '../kernel/real-time.js';
import { waitUncounted } from '../kernel/wake.js';
import { slot, words } from '../memory/arena.js';
import { add, load, store } from '../memory/atomics.js';
import { Control, Slot } from '../memory/map.js';
import { type ToHost, tellHost } from './port.js';

type Facts = RunEvent extends infer E
  ? E extends { ident: number }
    ? Omit<E, 'v' | 'seq' | 't' | 'now' | 'thread' | 'ident' | 'process'>
    : never
  : never;

/** How many events a thread may be ahead of the host before it waits. */
const MOST_AHEAD = 1024;

/** Stamps an event of the calling thread with the run's next number, and sends it. */
export function emit(facts: Facts): void {
  // Before asking who the caller is: for a short thread that is a good part of its life.
  if (words[Control.MUTED] !== 1) emitFor(identity(), facts);
}

/** As `emit`, for an event that is about another thread: the one that the caller starts. */
export function emitFor(
  about: { readonly name: string; readonly ident: number; readonly process: string },
  facts: Facts,
): void {
  if (words[Control.MUTED] === 1) return;
  post((seq) => ({
    is: 'event',
    event: {
      v: EVENTS_VERSION,
      seq,
      t: elapsed(),
      now: now(),
      thread: about.name,
      ident: about.ident,
      process: about.process,
      ...facts,
    } as RunEvent,
  }));
}

/** Sends the host something that it takes in the order of the run's numbers: `make` is given the next one. */
export function post(make: (seq: number) => ToHost): void {
  waitForHost();
  // Odd while this thread may have a number that nobody else will ever post: what the host asks of a thread that died.
  store(slot + Slot.INFLIGHT, 1);
  tellHost(make(add(Control.SEQ, 1)));
  add(slot + Slot.POSTED, 1);
  store(slot + Slot.INFLIGHT, 0);
}

function waitForHost(): void {
  const posted = load(slot + Slot.POSTED);
  if (posted - load(slot + Slot.TAKEN) < MOST_AHEAD) return;
  for (let taken = load(slot + Slot.TAKEN); posted - taken > MOST_AHEAD / 2; taken = load(slot + Slot.TAKEN)) {
    waitUncounted(slot + Slot.TAKEN, taken, 100);
  }
}
