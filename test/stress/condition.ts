/**
 * Condition: each notification wakes exactly one waiting thread, the one that waits longest.
 *
 * Every notification leaves a token, and each thread that is woken takes one: so a wake too many finds none, and a
 * notification that woke no thread leaves one behind. It is given only while a thread without a timeout certainly waits for it.
 */
import { now, randint, sleep, Value } from 'pyconc';
import { Condition, Lock, RLock } from 'pyconc/threading';
import { briefly, check, conclude, dawdle, find, together } from './conclusion.js';

const tokens = new Value('i', 0, 'tokens');
/** Threads in a wait without a timeout, woken ones included that have not yet come back. */
const patient = new Value('i', 0, 'patient');
const working = new Value('i', 0, 'working');
/**
 * In rounds without timeouts, in which the order is known: the place of each thread in line, and how far the notifications
 * have come.
 */
const tickets = new Value('i', 0, 'tickets');
const notified = new Value('i', 0, 'notified');

/** Longer than any thread is kept from running. */
const LOST_AFTER = 5;

export function wait(condition: Condition, waits: number, isPatient: boolean, depth: number) {
  for (let i = 0; i < waits; i++) {
    const levels = randint(1, depth);
    for (let level = 0; level < levels; level++) condition.acquire();
    const timeout = isPatient || randint(0, 1) === 0 ? undefined : briefly();
    const ticket = tickets.value;
    tickets.value += 1;
    if (timeout === undefined) patient.value += 1;
    const isNotified = condition.wait(timeout);
    if (timeout === undefined) {
      patient.value -= 1;
      check(isNotified, () => 'a wait without a timeout came back without a notification');
    }
    if (isNotified) {
      check(tokens.value > 0, () => 'a thread was woken that nobody had notified');
      tokens.value -= 1;
      check(!isPatient || ticket < notified.value, () => 'a thread was woken before one that had come earlier');
    }
    for (let level = 0; level < levels; level++) condition.release();
    if (randint(0, 3) === 0) dawdle();
  }
  condition.with(() => (working.value -= 1));
}

export function notify(condition: Condition) {
  let lastSeen = '';
  let since = now();
  let pause = 0;
  for (let isOver = false; !isOver; ) {
    condition.acquire();
    const sure = patient.value - tokens.value;
    if (sure > 0) {
      const count = randint(1, sure);
      tokens.value += count;
      notified.value += count;
      condition.notify(count);
    }
    const seen = [tokens.value, patient.value, tickets.value].join();
    if (seen !== lastSeen) since = now();
    lastSeen = seen;
    if (sure <= 0 && patient.value > 0 && now() - since > LOST_AFTER) {
      find(`${tokens.value} notifications have woken nobody, and ${patient.value} still wait`);
      // So that the others come to their end.
      tokens.value += 1000;
      notified.value = 2 ** 30;
      condition.notifyAll();
    }
    isOver = working.value === 0;
    condition.release();
    // The longer the wait is in vain, the more seldom.
    pause = sure > 0 ? 0 : Math.min(pause + 0.000_1, 0.1) * 1.5;
    if (pause > 0) sleep(pause);
    else if (randint(0, 3) === 0) dawdle();
  }
}

export function act(what: 'wait' | 'notify', ...args: [Condition, number, boolean, number]) {
  if (what === 'wait') wait(...args);
  else notify(args[0]);
}

export function main() {
  const isOverLock = randint(0, 1) === 0;
  const isPatient = randint(0, 1) === 0;
  const condition = new Condition(isOverLock ? new Lock() : new RLock());
  const args = [condition, 60, isPatient, isOverLock ? 1 : 3];
  working.value = 6;
  together(act, [...Array(6).fill(['wait', ...args]), ...Array(2).fill(['notify', ...args])]);
  check(tokens.value === 0 || tokens.value > 900, () => `${tokens.value} notifications are left over`);
  conclude();
}
