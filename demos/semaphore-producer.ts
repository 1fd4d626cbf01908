/**
 * What is the number in a semaphore for?
 *
 * It counts permits. `release` adds one and `acquire` takes one, waiting while there is none. Begun at 0 it is a signal: the
 * consumer waits until the producer has something. Begun at 1 it is a lock: one thread at a time.
 */
import { defineDemo, log, randint, SharedList, sleep, Value } from 'pyconc';
import { Semaphore, Thread } from 'pyconc/threading';

const ROUNDS = 5;
const TIMES = 10_000;

const itemsReady = new Semaphore(0, 'items ready');
const shelf = new SharedList<number>('shelf');
/** An item, and the semaphore's value that its maker (its taker) saw. */
const made = new SharedList<readonly [item: number, seen: number]>('made');
const taken = new SharedList<readonly [item: number, seen: number]>('taken');

export function produce() {
  for (let round = 0; round < ROUNDS; round++) {
    sleep(10);
    const item = randint(0, 1000);
    shelf.append(item);
    log(`made item ${item}`);
    itemsReady.release();
    const seen = itemsReady.value;
    log(`has released, sees the semaphore at ${seen}`);
    made.append([item, seen]);
  }
}

export function consume() {
  for (let round = 0; round < ROUNDS; round++) {
    log('is ready for an item');
    itemsReady.acquire();
    const seen = itemsReady.value;
    const item = shelf.pop(0);
    log(`takes item ${item}, sees the semaphore at ${seen}`);
    taken.append([item, seen]);
  }
}

const mutex = new Semaphore(1, 'mutex');
const counter = new Value('i', 0, 'counter');

export function count() {
  for (let i = 0; i < TIMES; i++) {
    mutex.acquire();
    counter.value += 1;
    mutex.release();
  }
  log(`has added ${TIMES} times`);
}

export default defineDemo({
  name: 'semaphore-producer',
  title: 'A semaphore as a signal, and as a lock',
  topic: 'threads',
  about: {
    question:
      'How does a thread wait for what another one has yet to make? A semaphore that begins at 0: the consumer acquires, the producer releases once per item.',
    cpython:
      'CPython showed the producer 1 in 200 of 200 rounds, on 2.7 to 3.13. That is no promise: its release does not hand over the interpreter, so the producer reads first. Where threads run in parallel it may as well be 0.',
  },
  variants: {
    signal: 'begun at 0: the consumer waits for the producer',
    mutex: 'begun at 1: it guards a counter, as a lock does',
  },
  speed: 10,
  main({ variant }) {
    const threads =
      variant === 'mutex'
        ? [new Thread({ target: count }), new Thread({ target: count })]
        : [new Thread({ target: consume, name: 'consumer' }), new Thread({ target: produce, name: 'producer' })];
    for (const thread of threads) thread.start();
    for (const thread of threads) thread.join();
  },
  result: () => ({ made: made.toArray(), taken: taken.toArray(), counter: counter.value, permits: itemsReady.value }),
  summary: ({ made, taken, counter }, { variant }) =>
    variant === 'signal'
      ? [
          {
            head: ['round', 'made', 'producer saw', 'taken', 'consumer saw'],
            rows: made.map(([item, seen], round) => [
              round + 1,
              item,
              seen,
              taken[round]?.[0] ?? 'lost',
              taken[round]?.[1] ?? '',
            ]),
          },
        ]
      : [{ head: ['counter', 'expected'], rows: [[counter, 2 * TIMES]] }],
  outcomes: [
    {
      name: 'delivered',
      grade: 'expected',
      because: 'Each item was taken once it was made, in order: one permit per item.',
      notice:
        'The consumer looks when it has taken the permit. What the producer sees after its release, 1 or 0, depends on who was faster.',
      when: ({ variant, reason, result }) =>
        variant === 'signal' &&
        reason === 'completed' &&
        result?.made.length === ROUNDS &&
        String(result.made.map(([item]) => item)) === String(result.taken.map(([item]) => item)),
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'One permit, so one thread at a time: no update was lost.',
      notice:
        'A semaphore that begins at 1 is a lock: 20000 additions by two threads, and nothing else guards the counter.',
      when: ({ variant, reason, result }) =>
        variant === 'mutex' && reason === 'completed' && result?.counter === 2 * TIMES,
    },
    {
      name: 'mutual-exclusion-broken',
      grade: 'forbidden',
      because: 'The counter lost an update: the semaphore let two threads in at once.',
      when: ({ variant, reason }) => variant === 'mutex' && reason === 'completed',
    },
  ],
});
