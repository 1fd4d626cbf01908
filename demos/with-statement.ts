/**
 * How is a lock given back, whatever happens?
 *
 * Python's `with lock:` is `using _held = lock.hold();` here: what was acquired is released at the end of the block, also
 * when the block is left by an exception. Spelled out it is acquire, try, finally, release. Lock, RLock, Condition and
 * Semaphore can all be held so.
 */
import { defineDemo, log, Value } from 'pyconc';
import { Condition, Lock, RLock, Semaphore, Thread } from 'pyconc/threading';

const objects = [new Lock(), new RLock(), new Condition(), new Semaphore(1)] as const;
type Acquirable = (typeof objects)[number];

const acquired = new Value('i', 0, 'acquisitions');

export function threadingWith(object: Acquirable) {
  using _held = object.hold();
  acquired.value += 1;
  log(`holds ${object}`);
}

export function threadingNotWith(object: Acquirable) {
  object.acquire();
  try {
    acquired.value += 1;
    log(`holds ${object}`);
  } finally {
    object.release();
  }
}

export default defineDemo({
  name: 'with-statement',
  title: 'What is held is surely given back',
  topic: 'threads',
  about: {
    question:
      "How is a lock given back, whatever happens? Four things that can be held, each taken by two threads: one with `using`, Python's `with`, and one with acquire, try, finally and release.",
    cpython:
      'CPython prints the same eight lines, with a long number as the owner; a semaphore shows its value since 3.11. Which thread of a pair comes first is not settled, in Python as here.',
  },
  speed: 10,
  main() {
    for (const object of objects) {
      const threads = [
        new Thread({ target: threadingWith, args: [object] }),
        new Thread({ target: threadingNotWith, args: [object] }),
      ];
      for (const thread of threads) thread.start();
      for (const thread of threads) thread.join();
    }
  },
  result: () => ({ acquisitions: acquired.value, after: objects.map(String) }),
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
        'Each line shows an object while it is held: locked, or the semaphore at 0. After the run all are free, whichever way it was written.',
      when: ({ reason, result }) => reason === 'completed' && result?.acquisitions === 8 && result.after.every(isFree),
    },
    {
      name: 'still-held',
      grade: 'forbidden',
      because: 'Something that was held in a block was not given back at its end.',
      when: ({ reason }) => reason === 'completed',
    },
  ],
});

/** By its repr: a semaphore has no `locked`, and a condition shows that of its lock. */
function isFree(repr: string) {
  return /<unlocked|value=1/.test(repr);
}
