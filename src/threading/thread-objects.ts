/**
 * The Thread objects that the calling thread has of others, so that one thread is one object there, as in Python:
 * `enumerate().includes(thread)` is true of one that it started and that lives.
 */
import { isAlive, type StartedThread } from '../runtime/threads/threads.js';

let known: { readonly started: StartedThread; readonly thread: object }[] = [];

/** Twice as many as can be alive: so those that are over are seldom looked for, and not kept for long. */
const MOST = 512;

export function remember(started: StartedThread, thread: object): void {
  if (known.length >= MOST) known = known.filter((each) => isAlive(each.started));
  known.push({ started, thread });
}

/** The object for a thread, if there is one. */
export function knownFor({ slot, generation }: StartedThread): object | undefined {
  return known.find(({ started }) => started.slot === slot && started.generation === generation)?.thread;
}
