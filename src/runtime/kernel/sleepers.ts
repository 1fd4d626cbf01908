/** What can be seen of sleeping threads from outside. */
import { doubles, slotsUsed, words } from '../memory/arena.js';
import { Slot, State, slotAt } from '../memory/map.js';
import { running } from './running.js';

/** The earliest deadline of all sleepers, Infinity if none has one; −Infinity if somebody can go on without one. */
export function earliestDeadline(): number {
  let earliest = Infinity;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const state = Atomics.load(words, at + Slot.STATE);
    if (state === State.RUNNING) return -Infinity;
    if (state !== State.SLEEPING) continue;
    if (!sleepsSoundly(at)) return -Infinity;
    earliest = Math.min(earliest, doubles[(at + Slot.WAIT_UNTIL) >> 1] as number);
  }
  return earliest;
}

/**
 * For the host: until when all threads sleep (program seconds; Infinity for ever), undefined if any of them can go on. Where
 * the clock is virtual nobody but the host can change that, so one look is enough.
 */
export function asleepUntil(): number | undefined {
  // First: it also counts who has been woken and has not yet run.
  if (running() !== 0) return undefined;
  const time = earliestDeadline();
  return time === -Infinity ? undefined : time;
}

/** For the host: true while some thread runs, and one sleeps until a time. */
export function isTimeAwaited(): boolean {
  if (running() === 0) return false;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const isAsleep = Atomics.load(words, at + Slot.STATE) === State.SLEEPING;
    if (isAsleep && (doubles[(at + Slot.WAIT_UNTIL) >> 1] as number) < Infinity) return true;
  }
  return false;
}

/** True while the word that a sleeper sleeps on holds what it expects. */
export function sleepsSoundly(at: number): boolean {
  const word = words[at + Slot.WAIT_WORD] as number;
  return Atomics.load(words, word) === words[at + Slot.WAIT_EXPECTED];
}
