/** Which threads can take their next step: those whose tests of words hold. */
import { control, EITHER, Head, Test, Thread, ThreadState, threadAt } from '../memory/control-block.js';
import { arenaWords } from '../memory/outside.js';

const words = arenaWords();

/** The threads that can take their next step, as a set. */
export function enabledThreads(): number {
  let enabled = 0;
  const count = control[Head.THREADS] as number;
  for (let n = 0; n < count; n++) if (isEnabled(threadAt(n))) enabled |= 1 << n;
  return enabled;
}

function isEnabled(at: number): boolean {
  if (control[at + Thread.STATE] !== ThreadState.AT_STEP || control[at + Thread.PARKED] === 1) return false;
  const isFirst = control[at + Thread.TIMED] === 1 || holds(at + Thread.TEST);
  const other = control[at + Thread.OTHER_TEST] as number;
  if (other === Test.NONE) return isFirst;
  const isOther = passes(other & ~EITHER, wordOf(at + Thread.OTHER_WORD), control[at + Thread.OTHER_VALUE] as number);
  return other & EITHER ? isFirst || isOther : isFirst && isOther;
}

/** Without its timeout: whether the step need not give up. */
export function isReady(at: number): boolean {
  return holds(at + Thread.TEST);
}

function holds(at: number): boolean {
  const test = control[at] as number;
  return test === Test.NONE || passes(test, wordOf(at + 1), control[at + 2] as number);
}

export function wordOf(at: number): number {
  return words[control[at] as number] as number;
}

/** Whether a word that holds `found` passes a test. */
export function passes(test: number, found: number, value: number): boolean {
  switch (test) {
    case Test.EQUAL:
      return found === value;
    case Test.DIFFERENT:
      return found !== value;
    case Test.LESS:
      return found < value;
    case Test.AT_LEAST:
      return found >= value;
    case Test.ZERO_OR:
      return found === 0 || found === value;
    default:
      return true;
  }
}
