/**
 * Event: every `set` releases all waiting threads, a `clear` right after it makes no difference, and no thread wakes
 * without a `set`.
 */
import { randint, sleep, Value } from 'pyconc';
import { Barrier, Event, Semaphore } from 'pyconc/threading';
import { briefly, check, conclude, dawdle, find, together } from './conclusion.js';

const WAITERS = 6;
const come = new Semaphore(0, 'come');
const gone = new Semaphore(0, 'gone');
/** The waiting threads and the setter, before the next round. */
const next = new Barrier(WAITERS + 1, { name: 'next' });
const event = new Event('the event');
/** Counted before each `set`, and after each `clear`: equal while the flag is certainly not set. */
const sets = new Value('i', 0, 'sets');
const clears = new Value('i', 0, 'clears');
const isVirtual = new Value('i', 0, 'is virtual');

export function wait(rounds: number) {
  for (let round = 0; round < rounds; round++) {
    come.release();
    if (!event.wait()) find('a wait without a timeout came back without a set');
    gone.release();
    next.wait();
  }
}

export function waitBriefly(rounds: number) {
  for (let i = 0; i < rounds * 10; i++) {
    const cleared = clears.value;
    const isUnset = sets.value === cleared;
    const isSet = event.wait(briefly());
    if (isSet && isUnset) check(sets.value > cleared, () => 'a wait came back as from a set, and there was none');
    if (randint(0, 3) === 0) dawdle();
  }
}

export function set(rounds: number) {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < WAITERS; i++) come.acquire();
    // With a virtual clock they are asleep after this; else, very probably.
    sleep(isVirtual.value ? 1 : 0.002);
    let released = setAndClear();
    if (isVirtual.value) check(released === WAITERS, () => `${released} of ${WAITERS} were released by set and clear`);
    // On the real clock one may have come late, and has missed it.
    while (released < WAITERS) released += setAndClear();
    check(released === WAITERS, () => `${released} of ${WAITERS} were released`);
    next.wait();
  }
}

function setAndClear(): number {
  sets.value += 1;
  event.set();
  if (randint(0, 3) === 0) dawdle();
  event.clear();
  clears.value = sets.value;
  let released = 0;
  while (released < WAITERS && gone.acquire({ timeout: isVirtual.value ? 1 : 0.005 })) released++;
  return released;
}

export function act(what: 'wait' | 'waitBriefly' | 'set', rounds: number) {
  ({ wait, waitBriefly, set })[what](rounds);
}

/** Virtual time stands still while a thread works. */
function tellClock(): boolean {
  const begin = performance.now();
  sleep(0.1);
  return performance.now() - begin < 50;
}

export function main() {
  isVirtual.value = tellClock() ? 1 : 0;
  const rounds = isVirtual.value ? 30 : 8;
  together(act, [
    ...Array(WAITERS).fill(['wait', rounds]),
    ['waitBriefly', rounds],
    ['waitBriefly', rounds],
    ['set', rounds],
  ]);
  conclude();
}
