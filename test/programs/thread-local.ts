/** Programs for the contract of ThreadLocal. */
import { inspect } from 'node:util';
import { SharedList } from 'pyconc';
import { Barrier, Thread, ThreadLocal } from 'pyconc/threading';
import { caught } from './caught.js';
import { join, startEach } from './thread-helpers.js';

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

/** Each thread has its own first attributes, made at its first access. */
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

/** A thread whose own attributes could not be made must not see the last thread's. */
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

/** Made anew in each thread. */
class Account extends ThreadLocal<object> {
  static made = 0;
  balance = 0;
  readonly moves: number[] = [];
  readonly serial = ++Account.made;
  declare owner: string;

  constructor(owner: string, opening: number) {
    super(owner, opening);
    this.owner = owner;
    this.add(opening);
  }

  add(amount: number) {
    this.balance += amount;
    this.moves.push(amount);
  }

  get last() {
    return this.moves.at(-1);
  }

  set last(amount: number | undefined) {
    this.moves.push(amount ?? 0);
  }
}

/** Without a constructor of its own, and with a function for its first attributes. */
class Counter extends ThreadLocal<{ step: number }> {
  count = 10;
  next() {
    this.count += this.step;
    return this.count;
  }
}

const account = new Account('me', 5);
const counter = new Counter(() => ({ step: 2 }));

export function useSubclasses(amount: number) {
  account.add(amount);
  account.last = -1;
  said.append([
    account.owner,
    account.balance,
    account.moves,
    account.last,
    Object.keys(account).length,
    counter.next(),
  ]);
}

/** Each in the same worker, one after the other; and in this thread, twice. */
export function subclasses() {
  for (const amount of [1, 2, 3]) {
    const thread = new Thread({ target: useSubclasses, args: [amount] });
    thread.start();
    thread.join();
  }
  useSubclasses(4);
  useSubclasses(5);
  return said.toArray();
}

let isUnready = false;
class Unready extends ThreadLocal {
  first = 1;
  second = check();
}
function check() {
  if (isUnready) throw new Error('not yet');
  return 2;
}
const unreadyOne = new Unready();

export function constructLater() {
  isUnready = true;
  const refusal = caught(() => unreadyOne.first);
  isUnready = false;
  said.append([refusal, unreadyOne.first, unreadyOne.second, new Unready() === unreadyOne]);
}

export function subclassFailsAtFirst() {
  for (let i = 0; i < 2; i++) {
    const thread = new Thread({ target: constructLater });
    thread.start();
    thread.join();
  }
  return said.toArray().at(-1);
}

class KeepsArguments extends ThreadLocal<object> {
  constructor(size: number) {
    super();
    Object.assign(this, { size });
  }
}
class Private extends ThreadLocal<object> {
  #secret = 1;
  tell() {
    return this.#secret;
  }
}

export function subclassRefusals() {
  return [
    caught(() => new KeepsArguments(3)),
    caught(() => new Private()),
    caught(() => (account as unknown as { nothing: 1 }).nothing),
    String(account),
  ];
}

export function refusals() {
  return [
    caught(() => new ThreadLocal(5 as unknown as () => object)),
    caught(() => new Thread({ target: look, args: [mine] as unknown as [] }).start())?.split('.')[0],
  ];
}
