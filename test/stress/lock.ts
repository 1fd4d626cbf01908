/** Lock and RLock: one holder at a time, however it acquired, and no update lost. */
import { randint, Value } from 'pyconc';
import { getIdent, Lock, RLock } from 'pyconc/threading';
import { briefly, check, conclude, dawdle, times, together } from './conclusion.js';

const locks = [new Lock(), new RLock()] as const;
const holders = [new Value('i', 0), new Value('i', 0)] as const;
const counters = [new Value('i', 0), new Value('i', 0)] as const;
const guard = new Lock();
const expected = [new Value('i', 0), new Value('i', 0)] as const;

export function act(operations: number) {
  const done = [0, 0];
  for (let i = 0; i < operations; i++) {
    const which = randint(0, 1) as 0 | 1;
    if (!take(locks[which])) continue;
    const depth = which === 1 ? randint(1, 3) : 1;
    for (let level = 1; level < depth; level++) check(take(locks[1]), () => 'its holder could not take an RLock again');
    check(holders[which].value === 0, () => `two hold ${locks[which]}`);
    holders[which].value = getIdent();
    counters[which].value += 1;
    if (randint(0, 3) === 0) dawdle();
    check(holders[which].value === getIdent(), () => `somebody else has come into ${locks[which]}`);
    holders[which].value = 0;
    for (let level = 0; level < depth; level++) locks[which].release();
    done[which] = (done[which] as number) + 1;
    if (randint(0, 3) === 0) dawdle();
  }
  guard.with(() => {
    for (const which of [0, 1] as const) expected[which].value += done[which] as number;
  });
}

function take(lock: Lock | RLock): boolean {
  const way = randint(0, 3);
  if (way === 0) return lock.acquire({ blocking: false });
  if (way === 1) return lock.acquire({ timeout: Math.max(0, briefly()) });
  return lock.acquire();
}

export function main() {
  together(act, times(8, 300));
  for (const which of [0, 1] as const) {
    const [counted, done] = [counters[which].value, expected[which].value];
    check(counted === done, () => `${done} updates under ${locks[which]}, and ${counted} were kept`);
    check(!locks[which].locked(), () => `${locks[which]} is still held`);
  }
  conclude();
}
