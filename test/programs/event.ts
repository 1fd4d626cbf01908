/** Programs for the contract of Event. */
import { SharedList, sleep, Value } from 'pyconc';
import { Event, Thread } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, start, timed, together } from './thread-helpers.js';

const event = new Event('the event');
const said = new SharedList<unknown>();
const come = new SharedList<number>();

export function flag() {
  const seen = [event.isSet()];
  for (const change of ['set', 'set', 'clear', 'clear'] as const) {
    event[change]();
    seen.push(event.isSet());
  }
  return seen;
}

export function waitTwice() {
  said.append(event.wait());
  said.append(event.wait());
}

export function releaseAll() {
  const threads = start(5, waitTwice);
  sleep(1);
  const before = said.length;
  event.set();
  join(threads);
  const once = said.toArray();
  event.clear();
  const again = start(5, waitTwice);
  sleep(1);
  const cleared = said.length;
  event.set();
  join(again);
  return { before, once, cleared, after: said.length, isSet: event.isSet() };
}

export function waitRounds(many: number) {
  for (let i = 0; i < many; i++) {
    event.wait();
    said.append(i);
    sleep(0.5);
  }
}

/** All threads sleep in `wait` when it is set, for the virtual clock goes on only then. */
export function setAndClear() {
  const counts: number[] = [];
  const threads = start(5, waitRounds, 20);
  for (let i = 0; i < 20; i++) {
    sleep(1);
    event.set();
    event.clear();
    sleep(0.25);
    counts.push(said.length);
    said.clear();
  }
  join(threads);
  return [counts, event.isSet()];
}

export function waitOnce(timeout?: number) {
  come.append(0);
  said.append(event.wait(timeout));
}

/**
 * The same on the real clock, where they have ten turns of this thread to fall asleep: on a busy machine those take longer,
 * too.
 */
export function setAndClearInRealTime() {
  let released = 0;
  for (let round = 0; round < 20; round++) {
    const threads = start(5, waitOnce, 5);
    while (come.length < 5) sleep(0.001);
    for (let turn = 0; turn < 10; turn++) sleep(0.003);
    event.set();
    event.clear();
    join(threads);
    released += said.toArray().filter((answer) => answer === true).length;
    said.clear();
    come.clear();
  }
  return released;
}

export function missIt() {
  event.set();
  event.clear();
  return event.wait(0.05);
}

export function timeouts() {
  const unset = [0, -1, 0.3].map((timeout) => timed(() => event.wait(timeout)));
  const refused = [Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number].map((timeout) =>
    caught(() => event.wait(timeout)),
  );
  event.set();
  const set = [0, -1, 5, undefined, Number.POSITIVE_INFINITY].map((timeout) => event.wait(timeout));
  return { unset, refused, set };
}

export function setAt(time: number) {
  sleep(time);
  event.set();
}

export function waitForSetter() {
  const [setter] = start(1, setAt, 2);
  const waits = [0.5, 5].map((timeout) => timed(() => event.wait(timeout)));
  setter?.join();
  return waits;
}

export function passOn(mine: Event, next: Event, times: number) {
  for (let i = 0; i < times; i++) {
    mine.wait();
    mine.clear();
    next.set();
  }
}

export function pingPong() {
  const [ping, pong] = [new Event(), new Event()];
  const threads = [...start(1, passOn, ping, pong, 3000), ...start(1, passOn, pong, ping, 3000)];
  ping.set();
  join(threads);
  return [ping.isSet(), pong.isSet()];
}

export function listen() {
  event.wait();
}

/** Set at any moment while they arrive. */
export function setWhileTheyCome() {
  for (let round = 0; round < 200; round++) {
    const threads = start(4, listen);
    event.set();
    join(threads);
    event.clear();
  }
  return event.isSet();
}

export function reprs() {
  const look = () => String(event).replace(/0x[0-9a-f]+/, '0xN');
  const seen = [look()];
  event.set();
  seen.push(look());
  event.clear();
  return [...seen, look()];
}

export function isNoLock() {
  return ['acquire', 'release', 'hold', 'with'].filter((name) => name in event);
}

export function readFromMany() {
  event.set();
  together(4, waitOnce);
  return said.toArray();
}

const ping = new Event('ping');
const pong = new Event('pong');
const answers = new Value('i', 0, 'answers');

export function answer(turns: number) {
  for (let i = 0; i < turns; i++) {
    pong.wait();
    pong.clear();
    answers.value += 1;
    ping.set();
  }
}

/** How often the caller was released without an acknowledgement. */
export function handOver() {
  const turns = 50_000;
  const thread = new Thread({ target: answer, args: [turns] });
  thread.start();
  let early = 0;
  for (let i = 1; i <= turns; i++) {
    pong.set();
    ping.wait();
    ping.clear();
    if (answers.value !== i) early++;
  }
  thread.join();
  return early;
}
