/** Sleep sets: threads whose next step, taken now, would lead only to what has been seen. */
import { Access, control, Foot, Head, MAX_CONTROLLED, Thread, threadAt, threadFoot } from '../memory/control-block.js';

export function sleepers(): number {
  return control[Head.SLEEP] as number;
}

/** A thread sleeps on until a step is taken that its own next one depends on. */
export function wakeDependent(taken: number): void {
  let asleep = sleepers() & ~(1 << taken);
  const at = threadAt(taken);
  for (let n = 0; n < MAX_CONTROLLED; n++) {
    if ((asleep & (1 << n)) !== 0 && areDependent(threadAt(n), at, n)) asleep &= ~(1 << n);
  }
  control[Head.SLEEP] = asleep;
  control[Head.SLEEP_ENDS] = (control[Head.SLEEP_ENDS] as number) & asleep;
}

/** A thread has ended: threads that sleep before a look at that are to look again. */
export function wakeLookers(ended: number): void {
  if ((control[Head.DEPTH] as number) < (control[Head.PREFIX] as number)) return;
  for (let n = 0; n < (control[Head.THREADS] as number); n++) {
    const at = threadAt(n);
    const foot = control[at + Thread.FOOT] as number;
    const looks = foot === threadFoot(ended) || looksAtEnds(foot, control[at + Thread.ACCESS] as number, ended);
    if (looks) control[Head.SLEEP] = sleepers() & ~(1 << n);
  }
}

/**
 * Whether the next steps of two threads depend on each other. `a` may be known to end its thread; whether `b` does, which is
 * about to be taken, shows later (`wakeLookers`).
 */
export function areDependent(a: number, b: number, ordinalOfA: number): boolean {
  const footA = control[a + Thread.FOOT] as number;
  const footB = control[b + Thread.FOOT] as number;
  if (footA === Foot.END || footB === Foot.END) return true;
  if ((control[Head.SLEEP_ENDS] as number) & (1 << ordinalOfA)) {
    if (footB === threadFoot(ordinalOfA)) return true;
    if (looksAtEnds(footB, control[b + Thread.ACCESS] as number, ordinalOfA)) return true;
  }
  if (footA === Foot.NONE || footA !== footB) return false;
  return control[a + Thread.ACCESS] === Access.WRITE || control[b + Thread.ACCESS] === Access.WRITE;
}

/**
 * Whether a step collides with a thread's end, whichever thread it is: it looks at all threads (of which MainThread remains one),
 * or sets what is called for those that fail.
 */
export function looksAtEnds(foot: number, access: number, ended: number): boolean {
  return foot === Foot.HOOK || (foot === Foot.THREADS && access === Access.READ && ended !== 0);
}
