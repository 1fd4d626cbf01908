/**
 * The virtual clock, whose time passes only when every thread sleeps; and, with either clock, what happens when the last thread
 * falls asleep.
 */
import type { SlotAddress } from '../memory/address.js';
import { doubles, isHost, slot, slotsUsed, words } from '../memory/arena.js';
import { Control, Interrupt, Polls, Slot, State, slotAt } from '../memory/map.js';
import { hooks } from './hooks.js';
import { beginAdvance, countedAsRunning, endAdvance, endAdvanceAwake, running } from './running.js';
import { earliestDeadline, sleepsSoundly } from './sleepers.js';
import { interrupt, pause } from './wake.js';

/** For the host, when a running thread has died: all others may be asleep already. */
export function lookWhetherAsleep(): void {
  if (running() === 0) lastAsleep();
}

/**
 * No thread runs any more: advances the virtual clock, or asks the host whether this is the end. Returns true if the caller
 * itself need not sleep any more: then it is counted as running.
 */
export function lastAsleep(): boolean {
  const isVirtual = words[Control.VIRTUAL] === 1;
  // Another process may still run: the hosts of all processes agree on when the clock goes on.
  if (isVirtual && words[Control.OTHERS] === 0) return advanceClock();
  if (isVirtual || earliestDeadline() === Infinity) hooks.onAllAsleep?.();
  return false;
}

/**
 * Sets the virtual clock to the earliest deadline and wakes the threads that sleep until then, provided that every thread
 * sleeps and every word still holds what its sleeper expects. Returns true if the calling thread can go on.
 */
function advanceClock(): boolean {
  while (beginAdvance()) {
    const time = earliestDeadline();
    if (time === Infinity) {
      if (reportHang()) return goOn();
    } else if (time > -Infinity) {
      if (setTime(time)) return goOn();
    } else if (isCalled()) {
      // The thread that can go on is the caller itself.
      return goOn();
    } else {
      // Some thread is on the way to wake up, and will count itself.
      pause(0.02);
    }
    // Threads may have fallen asleep during the advance; none of them was the last, so this thread has to look again. The host
    // looks now and then anyway.
    if (!endAdvance() || time === Infinity || isHost) return false;
  }
  return false;
}

/** Reports to the judge of hangs that no thread can continue. Returns true if the caller is the judge: it need not sleep. */
function reportHang(): boolean {
  const judge = words[Control.HANG_JUDGE] as SlotAddress | 0;
  if (judge === 0) hooks.onAllAsleep?.();
  else if (judge !== slot) interrupt(judge, Interrupt.HUNG);
  else Atomics.or(words, judge + Slot.INTERRUPT, Interrupt.HUNG);
  return judge !== 0 && judge === slot;
}

function goOn(): true {
  endAdvanceAwake();
  return true;
}

/** Returns true if the calling thread is about to sleep on a word that has changed. */
function isCalled(): boolean {
  return slot !== 0 && Atomics.load(words, slot + Slot.STATE) === State.SLEEPING && !sleepsSoundly(slot);
}

/** Wakes all sleepers whose deadline has come; returns true if the caller's has. */
function wakeExpired(time: number): boolean {
  let isMine = false;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    if (Atomics.load(words, at + Slot.STATE) !== State.SLEEPING) continue;
    if ((doubles[(at + Slot.WAIT_UNTIL) >> 1] as number) > time) continue;
    if (at === slot) isMine = true;
    else interrupt(at, Interrupt.EXPIRED);
  }
  return isMine;
}

/**
 * For the host: advances virtual time if all threads that are awake only poll; returns true if it did. Time goes on to the
 * earliest deadline, but if a thread polls the clock itself, by `step` seconds at most: the time it waits for is not known.
 */
export function passPolledTime(step: number): boolean {
  // The host counts as running, so that no thread can be the last to fall asleep, and set the clock, in the meantime.
  return countedAsRunning(() => {
    const time = timePolledFor(step);
    // Pollers may read the clock meanwhile; all machines that Node runs on write a double at an even word in one piece.
    if (time !== undefined) setTime(time);
    return time !== undefined;
  });
}

function timePolledFor(step: number): number | undefined {
  let earliest = Infinity;
  let pollers = 0;
  let isClockPolled = false;
  for (let n = 1; n <= slotsUsed(); n++) {
    const at = slotAt(n);
    const state = Atomics.load(words, at + Slot.STATE);
    if (state === State.SLEEPING) {
      if (!sleepsSoundly(at)) return undefined;
      earliest = Math.min(earliest, doubles[(at + Slot.WAIT_UNTIL) >> 1] as number);
    } else if (state === State.RUNNING) {
      const polls = words[at + Slot.POLLS];
      if (polls === Polls.NOT) return undefined;
      if (polls === Polls.CLOCK) isClockPolled = true;
      pollers++;
    }
  }
  const soon = isClockPolled ? (doubles[Control.CLOCK_NOW >> 1] as number) + step : Infinity;
  const time = Math.min(earliest, soon);
  return pollers === 0 || time === Infinity ? undefined : time;
}

/** For the host: sets the virtual clock, which all processes share, and wakes the threads whose deadline has come. */
export function setClock(time: number): void {
  countedAsRunning(() => setTime(time));
}

/** Returns true if the caller's own deadline has come. */
function setTime(time: number): boolean {
  doubles[Control.CLOCK_NOW >> 1] = time;
  return wakeExpired(time);
}
