/** Barrier: no thread passes alone, each has another number, and any break breaks it for all. */
import { randint, sleep, Value } from 'pyconc';
import { Barrier, BrokenBarrierError, Lock, Thread } from 'pyconc/threading';
import { briefly, check, conclude, dawdle, times, together } from './conclusion.js';

const PARTIES = 8;
const ROUNDS = 40;
const steady = new Barrier(PARTIES, { action: countRound });
const rounds = new Value('i', 0, 'rounds');
const marks = Array.from({ length: PARTIES }, (_, i) => new Value('i', 0, `mark ${i}`));

export function countRound() {
  rounds.value += 1;
}

/** Three times a round: before the marks are set, after, and before they are set anew. */
export function keepStep() {
  for (let round = 1; round <= ROUNDS; round++) {
    const index = steady.wait();
    (marks[index] as Value).value = round;
    check(rounds.value === 3 * round - 2, () => `in round ${round} the action has run ${rounds.value} times`);
    steady.wait();
    for (const mark of marks) check(mark.value === round, () => `two had the same number in round ${round}`);
    if (randint(0, 3) === 0) dawdle();
    steady.wait();
  }
}

const shaky = new Barrier(3, { action: countPassed });
const passed = new Value('i', 0, 'passed');
const guard = new Lock();
const indices = Array.from({ length: 3 }, (_, i) => new Value('i', 0, `index ${i}`));
const isOver = new Value('i', 0, 'is over');

export function countPassed() {
  passed.value += 1;
}

export function comeAndGo() {
  const counts = [0, 0, 0];
  while (isOver.value === 0) {
    try {
      const index = shaky.wait(randint(0, 3) === 0 ? briefly() + 0.000_3 : undefined);
      counts[index] = (counts[index] as number) + 1;
    } catch (error) {
      if (!(error instanceof BrokenBarrierError)) throw error;
      if (randint(0, 1) === 0) shaky.reset();
    }
    if (randint(0, 3) === 0) dawdle();
  }
  guard.with(() => {
    for (const [i, index] of indices.entries()) index.value += counts[i] as number;
  });
}

/** Resets and aborts while the others come and go. */
function meddle(doesAbort: boolean) {
  for (let i = 0; i < 30; i++) {
    sleep(randint(0, 5) / 10_000);
    if (doesAbort && randint(0, 2) === 0) shaky.abort();
    if (randint(0, 3) > 0) shaky.reset();
  }
}

export function main() {
  together(keepStep, times(PARTIES));
  check(rounds.value === 3 * ROUNDS, () => `${rounds.value} rounds instead of ${3 * ROUNDS}`);
  const doesAbort = randint(0, 1) === 0;
  const threads = times(7).map(() => new Thread({ target: comeAndGo }));
  for (const thread of threads) thread.start();
  meddle(doesAbort);
  isOver.value = 1;
  while (threads.some((thread) => thread.isAlive())) {
    shaky.abort();
    sleep(0.000_2);
  }
  const [first, second, third] = indices.map(({ value }) => value) as [number, number, number];
  // The last one of a round always passes; the others may be caught by an abort on their way out.
  const most = Math.max(first, second);
  check(
    third === passed.value && most <= third,
    () => `${passed.value} rounds, and ${first}, ${second}, ${third} passed`,
  );
  shaky.reset();
  check(!shaky.broken && shaky.nWaiting === 0, () => `not as new after a reset: ${shaky}`);
  conclude();
}
