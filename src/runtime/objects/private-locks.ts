/**
 * The locks that a worker's threads have made outside of modules. Such a lock guards nothing as long as no other thread has it,
 * and no other thread can have it before its handle has been written for one.
 */

import type { ObjectAddress } from '../memory/address.js';
import { slot, words } from '../memory/arena.js';
import { Control, Slot } from '../memory/map.js';
import { stackHere } from '../source/call-stack.js';
import { userFrame } from '../source/stack.js';

/** A lock that a thread has made, and that it has held while it changed what others may see. */
export interface OwnLock {
  readonly object: ObjectAddress;
  readonly kind: 'Lock' | 'RLock';
  /** `file:line:column` of the constructor's call. */
  readonly at: string;
}

interface Made {
  readonly ident: number;
  readonly kind: OwnLock['kind'];
  readonly stack: { readonly stack?: string };
  isUsed: boolean;
}

/** A thread's first locks are noted, and of a worker's no more than these. */
const MOST_OF_THREAD = 8;
const MOST = 256;

const made = new Map<ObjectAddress, Made>();
/** Locks of earlier threads of this worker that turn out not to be private: modules keep their variables. */
let exposed: ObjectAddress[] = [];
let left = 0;
let run = -1;

/** A thread begins in this worker. */
export function beginPrivateLocks(isKept: boolean): void {
  if (exposed.length > 0) exposed = [];
  left = isKept ? MOST_OF_THREAD : 0;
  if (run !== words[Control.RUN]) made.clear();
  run = words[Control.RUN] as number;
}

/** True if there is anything to report; most threads have nothing. */
export function hasPrivateLocks(): boolean {
  return made.size + exposed.length > 0;
}

/** Locks of earlier threads of this worker, which the calling thread may find in a module's variables. */
export function earlierLocks(): ObjectAddress[] {
  return [...made.keys()];
}

/** The calling thread has made a lock, for itself as far as is known. */
export function noteMade(object: ObjectAddress, kind: OwnLock['kind']): void {
  if (left === 0 || made.size >= MOST) return;
  left--;
  made.set(object, { ident: words[slot + Slot.IDENT] as number, kind, stack: stackHere(), isUsed: false });
}

/** A handle of the object is written: other threads may get it. */
export function noteShared(object: ObjectAddress): void {
  if (made.size > 0) share(object);
}

function share(object: ObjectAddress): void {
  const known = made.get(object);
  if (known === undefined) return;
  made.delete(object);
  if (known.ident !== words[slot + Slot.IDENT]) exposed.push(object);
}

/** The calling thread has taken a lock. */
export function noteUser(object: ObjectAddress): void {
  if (made.size > 0 && made.get(object)?.ident !== words[slot + Slot.IDENT]) share(object);
}

/** The calling thread gives back a lock under which it has changed what others may see. */
export function noteUse(object: ObjectAddress): void {
  const known = made.get(object);
  if (known !== undefined) known.isUsed = true;
}

/** What the calling thread takes from now on is not noted. */
export function endPrivateLocks(): void {
  const me = words[slot + Slot.IDENT];
  for (const [object, { ident }] of made) if (ident !== me) share(object);
}

export function reportPrivateLocks(): { readonly own: OwnLock[]; readonly exposed: readonly ObjectAddress[] } {
  const me = words[slot + Slot.IDENT];
  const own = [...made].flatMap(([object, { ident, kind, stack, isUsed }]) => {
    const at = ident === me && isUsed ? userFrame(stack.stack) : null;
    return at === null ? [] : [{ object, kind, at }];
  });
  return { own, exposed };
}
