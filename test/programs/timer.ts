/** Programs for the contract of Timer. */
import { log, now, SharedList, sleep } from 'pyconc';
import { currentThread, Event, Timer } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, timed } from './thread-helpers.js';

const said = new SharedList<unknown>();

export function ring(...args: unknown[]) {
  said.append([now(), ...args]);
}

export function callLater() {
  const begin = now();
  const timer = new Timer(2, ring, ['dinner'], { loud: true });
  timer.start();
  const early = [timer.finished.isSet(), timer.isAlive(), said.length];
  timer.join();
  const [[time, ...args]] = said.toArray() as [number, ...unknown[]][] as [[number, ...unknown[]]];
  return {
    early,
    args,
    late: time - begin,
    after: [timer.finished.isSet(), timer.isAlive()],
    interval: timer.interval,
  };
}

export function argumentsOfNone() {
  const none = new Timer(0, ring, null, null);
  const two = [new Timer(0, ring), new Timer(0, ring)] as const;
  (two[0].args as unknown[]).push('changed');
  two[0].kwargs = { loud: true };
  two[0].start();
  two[0].join();
  return [none, two[1], two[0]].map(({ args, kwargs }) => [args, kwargs]).concat(said.toArray() as []);
}

export function cancelInTime() {
  const timer = new Timer(2, ring);
  timer.start();
  sleep(1);
  const { seconds } = timed(() => {
    timer.cancel();
    timer.join();
  });
  timer.cancel();
  return { calls: said.length, seconds, finished: timer.finished.isSet() };
}

export function cancelBeforeStart() {
  const timer = new Timer(1, ring);
  timer.cancel();
  const { seconds } = timed(() => {
    timer.start();
    timer.join();
  });
  return { calls: said.length, seconds };
}

export function cancelTooLate() {
  const timer = new Timer(0, ring);
  timer.start();
  timer.join();
  timer.cancel();
  return said.length;
}

export function intervals() {
  return [0, -5].map((interval) => {
    const { seconds } = timed(() => {
      const timer = new Timer(interval, ring);
      timer.start();
      timer.join();
    });
    return [said.length, seconds];
  });
}

export function fail() {
  throw new Error('the alarm is broken');
}

export function failing() {
  const timer = new Timer(0.01, fail);
  timer.start();
  timer.join();
  return [timer.finished.isSet(), timer.isAlive()];
}

export function names() {
  const timers = [new Timer(1, ring), new Timer(1, ring)];
  timers[1]?.cancel();
  const kinds = timers.map((timer) => [timer.name, timer.daemon, String(timer), timer.finished instanceof Event]);
  const twice = new Timer(0, ring);
  twice.start();
  twice.join();
  return { kinds, again: caught(() => twice.start()), unstarted: caught(() => timers[0]?.join()) };
}

export const hidden = [() => {}];

export async function asynchronous() {}

export function badTargets() {
  const [anonymous] = hidden as [() => void];
  return [anonymous, asynchronous]
    .map((target) => caught(() => new Timer(1, target).start()))
    .concat([caught(() => new Timer(1, 'ring' as unknown as () => void))]);
}

export function sayWho() {
  said.append(currentThread().name);
}

export function runDirectly() {
  const timer = new Timer(0.01, sayWho);
  timer.run();
  return [said.toArray(), timer.finished.isSet(), timer.isAlive()];
}

/** Python's usual way to a timer that rings again and again. */
export class Repeating extends Timer {
  override run() {
    while (!this.finished.wait(this.interval)) this.function(...this.args);
  }
}

export function repeat() {
  const timer = new Repeating(1, ring, ['tick']);
  timer.start();
  sleep(3.5);
  timer.cancel();
  timer.join();
  sleep(5);
  return said.toArray().map((each) => (each as unknown[])[1]);
}

/** A subclass that calls the methods it inherits. */
export class Announcing extends Timer {
  override run() {
    log('before', this.args, this.kwargs);
    super.run();
    log('after');
  }
}

export function announce() {
  const timer = new Announcing(1, ring, ['once'], { loud: true });
  timer.start();
  timer.join();
  return [said.toArray().map((each) => (each as unknown[]).slice(1)), timer.finished.isSet()];
}

/** Cancelled at any moment: each rings once or not at all. Twelve at a time, so that they need no more workers than that. */
export function cancelAnytime() {
  const timers = Array.from({ length: 60 }, (_, i) => new Timer((i % 6) / 2000, ring, [i]));
  for (let first = 0; first < timers.length; first += 12) {
    const some = timers.slice(first, first + 12);
    for (const timer of some) timer.start();
    for (const timer of some) timer.cancel();
    join(some);
  }
  const calls = said.toArray().map((each) => (each as unknown[])[1]);
  return { areOnce: new Set(calls).size === calls.length, finished: timers.every(({ finished }) => finished.isSet()) };
}
