/** Programs for the contract of ThreadLocal. */
import { inspect } from 'node:util';
import { SharedList } from 'pyconc';
import { Barrier, Thread, ThreadLocal } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, startEach } from './crew.js';

interface Attributes {
  x?: number;
  y?: number;
  list?: number[];
}

const mine = new ThreadLocal<Attributes>();
const said = new SharedList<unknown>();
const together = new Barrier(5);

export function setOwn(number: number) {
  const before = [caught(() => mine.x), 'x' in mine, Object.keys(mine)];
  mine.x = number;
  mine.list = [number];
  together.wait();
  mine.list.push(number);
  together.wait();
  said.append([number, before, mine.x, mine.list, Object.keys(mine)]);
}

export function areApart() {
  const threads = startEach(setOwn, [[1], [2], [3], [4]]);
  setOwn(0);
  join(threads);
  return (said.toArray() as [number, ...unknown[]][]).sort(([a], [b]) => a - b);
}

export function look() {
  said.append('x' in mine);
  mine.x = 1;
}

/** One after the other, so in the same worker. */
export function goneWithTheThread() {
  for (let i = 0; i < 5; i++) {
    const thread = new Thread({ target: look });
    thread.start();
    thread.join();
  }
  look();
  look();
  return said.toArray();
}

export function attributes() {
  mine.x = 1;
  mine.y = undefined as unknown as number;
  const seen = [mine.x, 'y' in mine, Object.keys(mine), JSON.stringify(mine), { ...mine }];
  delete mine.x;
  const gone = caught(() => mine.x);
  const twice = caught(() => delete mine.x);
  return [...seen, gone, twice, caught(() => mine.list?.length), String(mine), inspect(mine)];
}

let touches = 0;
const counted = new ThreadLocal(() => ({ count: 10, touch: ++touches }));

export function countUp(times: number) {
  for (let i = 0; i < times; i++) counted.count += 1;
  said.append([counted.count, counted.touch > 0]);
}

/** Each thread has its own first attributes, made when it first looks. */
export function initialised() {
  join(startEach(countUp, [[1], [2], [3]]));
  const untouched = touches;
  countUp(4);
  return { said: (said.toArray() as number[][]).sort(([a = 0], [b = 0]) => a - b), untouched, touches };
}

let attempts = 0;
const unready = new ThreadLocal(() => {
  attempts++;
  if (attempts === 1) throw new Error('not yet');
  return { value: attempts };
});

export function failsAtFirst() {
  return [caught(() => unready.value), unready.value, unready.value];
}

/** The last thread's attributes must not be seen by one whose own could not be made. */
export function failAfterOther() {
  said.append(caught(() => flaky.value));
}
let isBroken = false;
const flaky = new ThreadLocal(() => {
  if (isBroken) throw new Error('broken');
  return { value: 'first thread’s' };
});
export function useThenBreak() {
  said.append(flaky.value);
  isBroken = true;
}
export function neverSeesOthers() {
  for (const target of [useThenBreak, failAfterOther]) {
    const thread = new Thread({ target });
    thread.start();
    thread.join();
  }
  return said.toArray();
}

export function refusals() {
  return [
    caught(() => new ThreadLocal(5 as unknown as () => object)),
    caught(() => new Thread({ target: look, args: [mine] as unknown as [] }).start())?.split('.')[0],
  ];
}
