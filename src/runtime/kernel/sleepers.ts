/** What other threads, and the host, can see of sleeping threads. */
import type { SlotAddress } from '../memory/address.js';
import { doubles, slotsUsed, words } from '../memory/arena.js';
import { Slot, State, slotAt } from '../memory/map.js';
import { running } from './running.js';

/** The earliest deadline of all sleepers, Infinity if none has one; −Infinity if any thread can go on at once. */
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
 * For the host: the time until which all threads sleep (program seconds; Infinity for ever), undefined if any can go on. On
 * the virtual clock only the host can change that, so one look is enough.
 */
export function asleepUntil(): number | undefined {
  // First: the running count includes threads that have been woken and have not run yet.
  if (running() !== 0) return undefined;
  const time = earliestDeadline();
  return time === -Infinity ? undefined : time;
}

/** For the host: true while one thread runs and another sleeps with a deadline. */
export function isTimeAwaited(): boolean {
  if (running() === 0) return false;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const isAsleep = Atomics.load(words, at + Slot.STATE) === State.SLEEPING;
    if (isAsleep && (doubles[(at + Slot.WAIT_UNTIL) >> 1] as number) < Infinity) return true;
  }
  return false;
}

/** True while a sleeper's word holds the value that it expects. */
export function sleepsSoundly(at: SlotAddress): boolean {
  const word = words[at + Slot.WAIT_WORD] as number;
  return Atomics.load(words, word) === words[at + Slot.WAIT_EXPECTED];
}
