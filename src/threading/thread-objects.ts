/**
 * The Thread objects that the calling thread has of others, so that one thread is one object there, as in Python:
 * `enumerate().includes(thread)` is true of one that it started and that lives.
 */
import { isAlive, type ThreadPlace } from '../runtime/threads/threads.js';

let known: { readonly place: ThreadPlace; readonly thread: object }[] = [];

/** Twice as many as can be alive: so those that are over are seldom looked for, and not kept for long. */
const MOST = 512;

export function remember(place: ThreadPlace, thread: object): void {
  if (known.length >= MOST) known = known.filter((each) => isAlive(each.place));
  known.push({ place, thread });
}

/** The object for the thread at a place, if there is one. */
export function knownAt({ slot, generation }: ThreadPlace): object | undefined {
  return known.find(({ place }) => place.slot === slot && place.generation === generation)?.thread;
}
