/** Semaphore and BoundedSemaphore: never more threads inside than permits, none lost, and none asleep while there is one. */
import { randint, Value } from 'pyconc';
import { BoundedSemaphore, Lock, Semaphore } from 'pyconc/threading';
import { briefly, check, conclude, dawdle, times, together } from './conclusion.js';

const guard = new Lock();
const inside = new Value('i', 0, 'inside');

export function act(semaphore: Semaphore, permits: number, operations: number) {
  for (let i = 0; i < operations; i++) {
    if (!take(semaphore)) continue;
    let mine = 1;
    // A second one is taken only if no threads can then wait for each other.
    if (randint(0, 3) === 0 && semaphore.acquire({ timeout: briefly() })) mine++;
    guard.with(() => {
      inside.value += mine;
      check(inside.value <= permits, () => `${inside.value} are inside, with ${permits} permits`);
    });
    check(semaphore.value >= 0 && semaphore.value < permits, () => `the value is ${semaphore.value} of ${permits}`);
    if (randint(0, 3) === 0) dawdle();
    guard.with(() => (inside.value -= mine));
    if (randint(0, 1) === 0) semaphore.release(mine);
    else for (; mine > 0; mine--) semaphore.release();
    if (randint(0, 3) === 0) dawdle();
  }
}

function take(semaphore: Semaphore): boolean {
  const way = randint(0, 5);
  if (way === 0) return semaphore.acquire({ blocking: false });
  if (way === 1) return semaphore.acquire({ timeout: briefly() });
  return semaphore.acquire();
}

export function main() {
  const permits = randint(1, 5);
  const semaphore = randint(0, 1) === 0 ? new Semaphore(permits) : new BoundedSemaphore(permits);
  together(act, times(10, semaphore, permits, 150));
  check(semaphore.value === permits, () => `${semaphore.value} of ${permits} permits are left`);
  conclude();
}
