/**
 * Run it: npx pyconc run rlock-box
 *
 * Why is there a lock that its holder can take again?
 *
 * A box has three methods that all need the lock: `execute` changes the number of items, and `add` and `remove` call it while
 * they hold the lock. You will see five items go in and five come out, under an RLock. With `--variant lock` the first thread
 * to come waits for the lock that it holds itself.
 */
import { defineDemo, log, sleep, Value } from 'pyconc';
import { Lock, RLock, Thread } from 'pyconc/threading';

const reentrant = new RLock('box lock');
const plain = new Lock('plain box lock');
const total = new Value('i', 0, 'items in the box');

class Box {
  lock: RLock | Lock;

  constructor(lock: RLock | Lock) {
    this.lock = lock;
  }

  execute(change: number) {
    this.lock.with(() => {
      total.value += change;
    });
  }

  add() {
    this.lock.with(() => this.execute(1));
  }

  remove() {
    this.lock.with(() => this.execute(-1));
  }
}

export function adder(lock: RLock | Lock, items: number) {
  const box = new Box(lock);
  log(`has ${items} items to add`);
  for (let left = items; left > 0; left--) {
    box.add();
    log(`added an item, ${left - 1} more to add`);
    sleep(1);
  }
}

export function remover(lock: RLock | Lock, items: number) {
  const box = new Box(lock);
  log(`has ${items} items to remove`);
  for (let left = items; left > 0; left--) {
    box.remove();
    log(`removed an item, ${left - 1} more to remove`);
    sleep(1);
  }
}

export function owner() {
  using _held = reentrant.hold();
  log('holds the lock, sleeps two beats');
  sleep(2);
}

export function intruder() {
  sleep(1);
  log('wants to release the lock, which it does not hold');
  try {
    reentrant.release();
  } catch (error) {
    log(String(error));
  }
}

function main({ params: { items }, variant }: { params: { items: number }; variant: string }) {
  const lock = variant === 'lock' ? plain : reentrant;
  const threads =
    variant === 'owner'
      ? [new Thread({ target: owner }), new Thread({ target: intruder })]
      : [new Thread({ target: adder, args: [lock, items] }), new Thread({ target: remover, args: [lock, items] })];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  log(`${total.value} items in the box`);
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'rlock-box',
  title: 'A lock that its holder can take again',
  topic: 'threads',
  about: {
    question:
      'Why is there a lock that its holder can take again? All methods of the box take its lock, and two of them call the third while they hold it.',
    cpython:
      'CPython ended with 0 items in 20 of 20 runs on each of five versions, with the lines in a different order from run to run. With a plain Lock it hangs, without a word. An RLock knows its owner: any thread may release a Lock, but only its owner an RLock.',
  },
  variants: {
    rlock: 'as many items in as out, under an RLock',
    lock: 'the same under a plain Lock, which blocks on itself in the first add or remove',
    owner: 'a thread tries to release an RLock that another one holds',
  },
  params: { items: { default: 5, min: 1, max: 1000, about: 'how many items go in, and come out' } },
  speed: 10,
  explore: { params: { items: 2 } },
  main,
  result: ({ lines }) => ({
    total: total.value,
    expected: 0,
    plainLockHeld: plain.locked(),
    refusals: lines.flatMap(({ text }) => text.match(/^RuntimeError: (.*)/)?.slice(1) ?? []),
  }),
  summary: ({ total, refusals }) =>
    refusals.length > 0
      ? [{ head: ['what the intruder was told'], rows: refusals.map((refusal) => [refusal]) }]
      : [{ head: ['items in the box', 'expected'], rows: [[total, 0]] }],
  outcomes: [
    {
      name: 'self-deadlocked',
      grade: 'interesting',
      because:
        'A plain Lock does not know its holder: execute waits for the lock that its caller, add or remove, holds.',
      notice:
        'Nothing ever got into the box: a thread waits for the lock that it has already. An RLock would let it in again.',
      when: ({ reason, result }) => reason === 'hung' && result?.plainLockHeld === true,
    },
    {
      name: 'refused',
      grade: 'expected',
      because: 'An RLock can only be released by the thread that holds it.',
      notice: 'The intruder got a RuntimeError, and the owner kept the lock. Any thread may release a plain Lock.',
      when: ({ reason, result }) =>
        reason === 'completed' && result?.refusals.join() === 'cannot release un-acquired lock',
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'Every item that was added was removed, and no update was lost.',
      notice: ({ params: { items } }) =>
        `The box is empty: ${items} in, ${items} out. Each time add or remove held the lock, and execute took it once more.`,
      when: ({ variant, reason, result }) => variant !== 'owner' && reason === 'completed' && result?.total === 0,
    },
    {
      name: 'total-wrong',
      grade: 'forbidden',
      because: 'An update was lost under the lock: the lock let two threads in at once.',
      when: ({ reason, result }) => reason === 'completed' && result?.total !== 0,
    },
  ],
});
