/** The virtual clock: time that passes when every thread sleeps. And with either clock, what happens when the last thread falls asleep. */
import { doubles, isHost, slot, slotsUsed, words } from '../memory/arena.js';
import { Control, Interrupt, Polls, Slot, State, slotAt } from '../memory/map.js';
import { hooks } from './hooks.js';
import { beginAdvance, countedAsRunning, endAdvance, endAdvanceAwake, running } from './running.js';
import { earliestDeadline, sleepsSoundly } from './sleepers.js';
import { interrupt, pause } from './wake.js';

/** For the host, when a running thread has died: the others may have waited for it to fall asleep. */
export function lookWhetherAsleep(): void {
  if (running() === 0) lastAsleep();
}

/**
 * Nobody runs any more: let virtual time pass, or ask the host to see whether this is the end. True if the caller itself
 * need not sleep any more: then it is counted as running.
 */
export function lastAsleep(): boolean {
  const isVirtual = words[Control.VIRTUAL] === 1;
  // Where there are other processes, one of them may still run: when the clock goes on is for their hosts to agree on.
  if (isVirtual && words[Control.OTHERS] === 0) return advanceClock();
  if (isVirtual || earliestDeadline() === Infinity) hooks.onAllAsleep?.();
  return false;
}

/**
 * Sets the virtual clock to the earliest deadline and wakes the threads that sleep until then: every thread sleeps, and every
 * word still holds what its sleeper expects. True if the calling thread is one of them.
 */
function advanceClock(): boolean {
  while (beginAdvance()) {
    const time = earliestDeadline();
    if (time === Infinity) {
      if (tellHang()) return goOn();
    } else if (time > -Infinity) {
      if (setTime(time)) return goOn();
    } else if (isCalled()) {
      // It is the caller itself that can go on.
      return goOn();
    } else {
      // Some thread is on the way to wake up, and will count itself.
      pause(0.02);
    }
    // Others may be asleep again by now, and have left it to this thread to look. The host does so now and then, anyway.
    if (!endAdvance() || time === Infinity || isHost) return false;
  }
  return false;
}

/** No thread can continue: tells who judges that. True if it is the calling thread, which then need not sleep. */
function tellHang(): boolean {
  const judge = words[Control.HANG_JUDGE] as number;
  if (judge === 0) hooks.onAllAsleep?.();
  else if (judge !== slot) interrupt(judge, Interrupt.HUNG);
  else Atomics.or(words, judge + Slot.INTERRUPT, Interrupt.HUNG);
  return judge !== 0 && judge === slot;
}

function goOn(): true {
  endAdvanceAwake();
  return true;
}

/** True if the calling thread is about to sleep on a word that has changed. */
function isCalled(): boolean {
  return slot !== 0 && Atomics.load(words, slot + Slot.STATE) === State.SLEEPING && !sleepsSoundly(slot);
}

/** Wakes all sleepers whose deadline has come; true if the caller's has. */
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
 * For the host: lets virtual time pass where all threads that are awake only poll. True if it has passed. It goes on to the earliest
 * deadline, or, where the clock itself is polled, by `step` seconds at most: what a thread waits for by the clock is not known.
 */
export function passPolledTime(step: number): boolean {
  // Counted as running, so that no thread is the last to fall asleep, and sets the clock, between the looks and here.
  return countedAsRunning(() => {
    const time = timePolledFor(step);
    // Pollers may read it meanwhile; a double at an even word is written in one piece by all machines that Node runs on.
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

/** For the host: sets the virtual clock, which all processes of the program have in common, and wakes the threads whose time has come. */
export function setClock(time: number): void {
  countedAsRunning(() => setTime(time));
}

/** True if the caller's own deadline has come. */
function setTime(time: number): boolean {
  doubles[Control.CLOCK_NOW >> 1] = time;
  return wakeExpired(time);
}
