/**
 * Run it: npx pyconc run with-statement
 *
 * How is a lock released, whatever happens?
 *
 * Python's `with lock:` is `using _held = lock.hold();` here: it releases at the end of the block what it has acquired, also when
 * an exception leaves the block. Spelled out it is acquire, try, finally, release. You will see a Lock, an RLock, a Condition
 * and a Semaphore, each held by two threads in turn, one for each way of writing it.
 */
import { defineDemo, log } from 'pyconc';
import { Condition, Lock, RLock, Semaphore, Thread } from 'pyconc/threading';

const objects = [new Lock(), new RLock(), new Condition(), new Semaphore(1)] as const;
type Acquirable = (typeof objects)[number];

export function threadingWith(object: Acquirable) {
  using _held = object.hold();
  log(`holds ${object}`);
}

export function threadingNotWith(object: Acquirable) {
  object.acquire();
  try {
    log(`holds ${object}`);
  } finally {
    object.release();
  }
}

function main() {
  for (const object of objects) {
    const threads = [
      new Thread({ target: threadingWith, args: [object] }),
      new Thread({ target: threadingNotWith, args: [object] }),
    ];
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();
  }
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'with-statement',
  title: 'A held object is always released',
  topic: 'threads',
  about: {
    question:
      "How is a lock released, whatever happens? Four objects that can be held, each taken by two threads: one with `using`, Python's `with`, and one with acquire, try, finally and release.",
    cpython:
      'CPython prints the same eight lines, with a long number as the owner; a semaphore shows its value since 3.11. Either thread of a pair may come first, in Python as here.',
  },
  speed: 10,
  main,
  result: ({ lines }) => ({
    acquisitions: lines.filter(({ text }) => text.startsWith('holds ')).length,
    after: objects.map(String),
  }),
  summary: ({ acquisitions, after }) => [
    { head: ['acquisitions', 'expected'], rows: [[acquisitions, 2 * objects.length]] },
    { head: ['after the run'], rows: after.map((repr) => [repr]) },
  ],
  outcomes: [
    {
      name: 'all-released',
      grade: 'expected',
      because: 'Each of the eight acquisitions was undone at the end of its block.',
      notice:
        'Each line shows an object while it is held: locked, or the semaphore at 0. After the run all are free, either way.',
      when: ({ reason, result }) => reason === 'completed' && result?.acquisitions === 8 && result.after.every(isFree),
    },
    {
      name: 'still-held',
      grade: 'forbidden',
      because: 'An object that was held in a block was not released at its end.',
      when: ({ reason }) => reason === 'completed',
    },
  ],
});

/** By its repr: a semaphore has no `locked`, and a condition shows the one of its lock. */
function isFree(repr: string) {
  return /<unlocked|value=1/.test(repr);
}
