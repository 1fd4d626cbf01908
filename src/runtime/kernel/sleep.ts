/**
 * How a thread waits: it sleeps on a word of the arena, and records in its slot what for.
 *
 * Primitives use only the verbs of this room, so that another kernel can replace it without a change to them.
 */
import type { SlotAddress, WaitObject } from '../memory/address.js';
import { doubles, words } from '../memory/arena.js';
import { isControlled } from '../memory/control-block.js';
import { Control, Interrupt, PROBE, Slot, State } from '../memory/map.js';
import { now } from './clock.js';
import { beforeSleep, hooks, judgeHang } from './hooks.js';
import { isPaused, settle } from './pause.js';
import { noteVainWait } from './polling.js';
import { countAsleep, countAwake } from './running.js';
import { self } from './self.js';
import { controllerOf } from './step.js';
import { refuseWhileUnwinding } from './unwind.js';
import { lastAsleep } from './virtual-clock.js';

/**
 * Sleeps while `word` holds `expected`, until `deadline` (program seconds; Infinity for none). Returns true once the word holds
 * another value, false if it does not by the deadline. `reason` and `object` are for diagnoses.
 */
export function wait(word: number, expected: number, deadline: number, reason: number, object: WaitObject): boolean {
  const me = self();
  if (isControlled) {
    const hasChanged = controllerOf()?.wait(word, expected, deadline, reason, object);
    if (hasChanged !== undefined) return hasChanged;
  }
  beforeSleep?.();
  if (words[me + Slot.BEGINNING] !== 0) settle(me + Slot.BEGINNING);
  const traced = words[Control.TRACE] as number;
  if ((traced & ~PROBE) === TRACE_LOG || Atomics.load(words, word) !== expected) {
    const hasChanged = sleepWhile(me, word, expected, deadline, reason, object);
    if (!hasChanged && traced & PROBE) noteVainWait(object, expected);
    return hasChanged;
  }
  const goOn = hooks.aroundSleep?.(word, reason, object);
  const hasChanged = sleepWhile(me, word, expected, deadline, reason, object);
  goOn?.();
  return hasChanged;
}

/** `Trace.log`: waits are not traced. */
const TRACE_LOG = 0;

function sleepWhile(
  me: SlotAddress,
  word: number,
  expected: number,
  deadline: number,
  reason: number,
  object: WaitObject,
): boolean {
  for (;;) {
    if (Atomics.load(words, word) !== expected) return true;
    const patience = patienceUntil(deadline);
    if (patience <= 0) return false;
    refuseWhileUnwinding();
    words[me + Slot.WAIT_WORD] = word;
    words[me + Slot.WAIT_EXPECTED] = expected;
    doubles[(me + Slot.WAIT_UNTIL) >> 1] = deadline;
    words[me + Slot.WAIT_OBJECT] = object;
    words[me + Slot.WAIT_REASON] = reason;
    words[me + Slot.SLEEPS] = (words[me + Slot.SLEEPS] as number) + 1;
    // Publishes the record above: a thread that sees SLEEPING reads what this one sleeps on.
    Atomics.store(words, me + Slot.STATE, State.SLEEPING);
    // Do not sleep with an interrupt pending: one that was set before SLEEPING was published came without a wake.
    // A waker has counted the threads that it woke; a thread that leaves for another reason counts itself.
    const isToSleep = Atomics.load(words, me + Slot.INTERRUPT) === 0;
    if (isToSleep && !fallAsleep(word, expected, patience)) countAwake();
    Atomics.store(words, me + Slot.STATE, State.RUNNING);
    // Read after RUNNING is published: a thread that sets a bit and then sees this one awake relies on this one to test word
    // and clock once more. So a bit is only a reason to look, and one that comes late ends no later sleep early.
    if (Atomics.load(words, me + Slot.INTERRUPT) === 0) continue;
    const reasons = Atomics.exchange(words, me + Slot.INTERRUPT, 0);
    if (reasons & Interrupt.REPORT) hooks.report?.();
    if (reasons & Interrupt.HUNG) judgeHang?.();
    if (reasons & Interrupt.SIGNAL) hooks.onSignal?.();
  }
}

/** Sleeps for `seconds` of the program's clock. */
export function sleep(seconds: number, reason: number): void {
  const me = self();
  if (isControlled && controllerOf()?.sleep(seconds)) return;
  wait(me + Slot.PARKER, 0, now() + seconds, reason, 0);
}

/** Real milliseconds from now until `deadline`; Infinity on the virtual clock, which ends sleeps itself. */
function patienceUntil(deadline: number): number {
  if (deadline === Infinity) return Infinity;
  const left = deadline - now();
  if (words[Control.VIRTUAL] === 1) return left > 0 ? Infinity : 0;
  const milliseconds = (left / (doubles[Control.SPEED >> 1] as number)) * 1000;
  // While the clock stands still, the time left does not shrink: sleep for at least 1 ms, rather than wake again and again.
  return isPaused() && milliseconds < 1 && left > 0 ? 1 : milliseconds;
}

/** Returns true if the thread is counted as running again. */
function fallAsleep(word: number, expected: number, patience: number): boolean {
  if (countAsleep() && lastAsleep()) return true;
  return Atomics.wait(words, word, expected, patience) === 'ok';
}
