/**
 * Timeouts: a thread with a timeout waits for that long, however often it is woken in vain, and not less. Noise makers wake
 * the others for things that they then take away themselves.
 */
import { now, randint, sleep, Value } from 'pyconc';
import { Empty, Full, Queue } from 'pyconc/queue';
import { Condition, Event, Lock, Semaphore } from 'pyconc/threading';
import { check, conclude, together } from './conclusion.js';

const semaphore = new Semaphore(0, 'no permits');
const empty = new Queue<number>(1, 'empty');
const full = new Queue<number>(1, 'full');
const condition = new Condition(new Lock(), 'never true');
const event = new Event('never set');
const lock = new Lock('never free');
const waiting = new Value('i', 0, 'waiting');
const isVirtual = new Value('i', 0, 'is virtual');
const guard = new Lock();

/** Each returns true if it got what it waited for. */
const waits: Readonly<Record<string, (timeout: number) => boolean>> = {
  'Semaphore.acquire': (timeout) => {
    const answer = semaphore.acquire({ timeout });
    if (answer) semaphore.release();
    return answer;
  },
  'Queue.get': (timeout) =>
    unless(Empty, () => {
      empty.get({ timeout });
    }),
  'Queue.put': (timeout) =>
    unless(Full, () => {
      full.put(0, { timeout });
    }),
  'Condition.waitFor': (timeout) => condition.with(() => condition.waitFor(() => false, timeout)),
  'Event.wait': (timeout) => event.wait(timeout),
  'Lock.acquire': (timeout) => lock.acquire({ timeout }),
};

function unless(type: typeof Empty | typeof Full, action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof type) return false;
    throw error;
  }
}

export function wait(times: number) {
  for (let i = 0; i < times; i++) {
    const timeout = randint(0, 40) / 1000;
    for (const name of [
      'Semaphore.acquire',
      'Queue.get',
      'Queue.put',
      'Condition.waitFor',
      'Event.wait',
      'Lock.acquire',
    ]) {
      const begin = now();
      const answer = waits[name]?.(timeout);
      const seconds = now() - begin;
      const said = () => `${name} took ${seconds} seconds, with a timeout of ${timeout}`;
      if (!answer) check(seconds >= timeout - 1e-9, said);
      // Virtual time passes only while all sleep: there, to the microsecond.
      if (isVirtual.value) check(seconds <= timeout + 1e-6, said);
    }
  }
  guard.with(() => (waiting.value -= 1));
}

export function makeNoise() {
  // Not for ever: a thread that it keeps comes back too late, but comes back.
  for (let i = 0; i < 200 && waiting.value > 0; i++) {
    sleep(randint(1, 8) / 1000);
    // Mostly faster than the thread that was woken for it.
    for (let times = 0; times < 4; times++) {
      semaphore.release();
      semaphore.acquire({ blocking: false });
      unless(Full, () => empty.putNowait(1));
      unless(Empty, () => empty.getNowait());
      unless(Empty, () => full.getNowait());
      unless(Full, () => full.putNowait(1));
    }
    condition.with(() => condition.notifyAll());
  }
}

export function act(what: 'wait' | 'makeNoise') {
  if (what === 'wait') wait(isVirtual.value ? 6 : 1);
  else makeNoise();
}

export function main() {
  // While a thread works, virtual time stands still.
  const [begin, end] = [now(), performance.now() + 2];
  while (performance.now() < end);
  isVirtual.value = now() === begin ? 1 : 0;
  full.put(0);
  lock.acquire();
  waiting.value = 6;
  together(act, [...Array(6).fill(['wait']), ...Array(3).fill(['makeNoise'])]);
  conclude();
}
