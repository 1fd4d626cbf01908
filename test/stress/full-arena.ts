/**
 * Six threads that take memory at once where hardly any is left, in every way: while there is room none is refused, a
 * refused thread has lost nothing, memory that was taken is there and whole, and memory that was given back is there for
 * others. One more thread asks for more than there is, all the time.
 */
import { randint, Value } from 'pyconc';
import { Lock } from 'pyconc/multiprocessing';
import { Barrier, Event, Thread } from 'pyconc/threading';
import { check, conclude } from './conclusion.js';
import { passing } from './passing.js';
import { checkNothingIsLost, giveBackAll, isTaken, leaveBlock, leaveUnused, ROOM } from './room.js';
import { items, objects, type Taker, textOf } from './takers.js';
import { checkNothingIsThere, waysToAskForTooMuch } from './too-much.js';

const takers: Readonly<Record<string, Taker>> = { ...items, ...objects, ...passing };

const WRITERS = 6;
/** Refusals in a row after which a thread assumes that nothing is left. */
const REFUSALS = 5;
/** How often memory that is given back at once is taken, where there is not enough for all. */
const TRIES = 20;
/** The part of the first filling that is not repeated: the threads' own start had room beside it. */
const LEFT_OUT = 8;

const gate = new Barrier(WRITERS + 1);
const taken = Array.from({ length: WRITERS }, (_, i) => new Value('i', 0, `taken by ${i}`));
const isReady = new Event('is ready to ask');
const isFull = new Event('is full');
const isOver = new Value('i', 0, 'is over');

export function write(kind: string, me: number) {
  const taker = takers[kind] as Taker;
  const count = taken[me] as Value;
  const mine: unknown[] = [];
  const takeOne = (isMuch: boolean) =>
    isTaken(() => {
      mine.push(taker.take(me, count.value, isMuch));
      count.value += 1;
    });
  gate.wait();
  // Half of the room, while no other thread takes more of it.
  for (let share = Math.floor(ROOM / 2 / WRITERS / taker.lines); share > 0; share--) {
    if (!takeOne(false)) throw new Error(`${kind} was refused while there was room: number ${count.value} of ${me}`);
  }
  gate.wait();
  // Until nothing is left; memory that is given back is tried again and again.
  if (taker.isPassing) for (let i = 0; i < TRIES; i++) takeOne(true);
  else for (let left = REFUSALS; left > 0; ) left = takeOne(true) ? REFUSALS : left - 1;
  gate.wait();
  for (const [n, each] of mine.entries()) {
    if (taker.isWhole?.(each, me, n) === false) throw new Error(`${kind} ${n} of ${me} is not as it was made`);
  }
  gate.wait();
  if (!taker.empty) return;
  for (let n = 0; n < count.value - LEFT_OUT; n++) {
    if (!isTaken(() => taker.take(me, n, false)))
      throw new Error(`${kind} finds no room where there was room before: ${n}`);
  }
}

/** Asks for more than there is, in any way. */
export function askForTooMuch() {
  const ways = Object.entries(waysToAskForTooMuch());
  isReady.set();
  isFull.wait();
  while (isOver.value === 0) {
    const [name, ask] = ways[randint(0, ways.length - 1)] as (typeof ways)[number];
    if (isTaken(ask)) throw new Error(`${name} was given more than there is`);
  }
}

export function main() {
  const kinds = Object.keys(takers);
  const kind = kinds[randint(0, kinds.length - 1)] as string;
  const taker = takers[kind] as Taker;
  taker.prepare?.();
  // The first thread makes the table that all of its kind are found in.
  new Lock();
  const writers = taken.map((_, i) => new Thread({ target: write, args: [kind, i] }));
  const asker = new Thread({ target: askForTooMuch });
  for (const thread of [...writers, asker]) thread.start();
  const tooMuch = waysToAskForTooMuch();
  isReady.wait();
  if (randint(0, 1) === 0) leaveUnused();
  else {
    leaveBlock();
    checkNothingIsLost(tooMuch);
  }
  isFull.set();
  // The share of each; then until it is full; then all check what they have; then once more.
  for (let phase = 0; phase < 3; phase++) gate.wait();
  const first = taker.empty?.() ?? [];
  gate.wait();
  for (const thread of writers) thread.join();
  isOver.value = 1;
  asker.join();
  const second = taker.empty?.() ?? [];
  giveBackAll();
  checkNothingIsThere();
  const counts = taken.map(({ value }) => value);
  if (taker.isPassing) check(first.length + second.length === 0, () => `${kind}: ${first.length} are left`);
  else if (taker.empty) {
    compare(kind, first, counts);
    const repeated = counts.map((count) => Math.max(0, count - LEFT_OUT));
    compare(kind, second, repeated);
  }
  const [counted, sum] = [taker.count?.(), counts.reduce((total, count) => total + count, 0)];
  check(counted === undefined || counted === sum, () => `${kind}: ${sum} were started, and ${counted} came to work`);
  conclude();
}

function compare(kind: string, found: readonly unknown[], counts: readonly number[]): void {
  const expected = counts.flatMap((count, me) => Array.from({ length: count }, (_, n) => textOf(me, n)));
  const isSame = [...found].sort().join('\n') === expected.sort().join('\n');
  check(isSame, () => `${kind}: ${expected.length} were taken in, and ${found.length} came out, or others`);
}
