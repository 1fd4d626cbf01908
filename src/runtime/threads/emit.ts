/** Sends events to the host: each gets its number inside the primitive that causes it. */
import type { RunEvent } from '../../events/run-event.js';
import { EVENTS_VERSION } from '../../events/run-event.js';
import { now } from '../kernel/clock.js';
import { identity } from '../kernel/identity.js';
import { elapsed } from '../kernel/real-time.js';
import { waitUncounted } from '../kernel/wake.js';
import { slot, words } from '../memory/arena.js';
import { add, load, store } from '../memory/atomics.js';
import { Control, Slot } from '../memory/map.js';
import { recordLine } from './log-records.js';
import { sendToHost, type ToHost } from './port.js';

type Facts = RunEvent extends infer E
  ? E extends { ident: number }
    ? Omit<E, 'v' | 'seq' | 't' | 'now' | 'thread' | 'ident' | 'process'>
    : never
  : never;

/** A thread that is so many events ahead of the host waits for it. */
const MOST_AHEAD = 1024;

/** Stamps an event of the calling thread with the run's next number, and sends it. While events are muted, lines are kept. */
export function emit(facts: Facts): void {
  // Tested before `identity` is called, which takes a good part of a short thread's life.
  if (words[Control.MUTED] !== 1) emitFor(identity(), facts);
  else if (facts.type === 'log') recordLine(facts.text);
}

/** As `emit`, for an event about another thread, which the caller starts. */
export function emitFor(
  about: { readonly name: string; readonly ident: number; readonly process: string },
  facts: Facts,
): void {
  if (words[Control.MUTED] === 1) return;
  sendStamped((seq) => ({
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

/** Sends the host a message that it takes in the order of the run's numbers: `make` gets the next one. */
export function sendStamped(make: (seq: number) => ToHost): void {
  waitForHost();
  // 1 while this thread may have a number that no other thread will ever send: the host reads it when a thread has died.
  store(slot + Slot.INFLIGHT, 1);
  sendToHost(make(add(Control.SEQ, 1)));
  add(slot + Slot.SENT, 1);
  store(slot + Slot.INFLIGHT, 0);
}

function waitForHost(): void {
  const sent = load(slot + Slot.SENT);
  if (sent - load(slot + Slot.TAKEN) < MOST_AHEAD) return;
  for (let taken = load(slot + Slot.TAKEN); sent - taken > MOST_AHEAD / 2; taken = load(slot + Slot.TAKEN)) {
    waitUncounted(slot + Slot.TAKEN, taken, 100);
  }
}
