/**
 * Run it: npx pyconc run semaphore-producer
 *
 * What is the number in a semaphore for?
 *
 * It counts permits. `release` adds one and `acquire` takes one, waiting while there is none. A semaphore that begins at 0 is a
 * signal: you will see the consumer wait until the producer has made an item, and take it at once. One that begins at 1 is a
 * lock (`--variant mutex`): one thread at a time.
 */
import { defineDemo, type LogLine, log, randint, SharedList, sleep, Value } from 'pyconc';
import { Semaphore, Thread } from 'pyconc/threading';

const itemsReady = new Semaphore(0, 'items ready');
const shelf = new SharedList<number>('shelf');

export function produce(rounds: number) {
  for (let round = 0; round < rounds; round++) {
    sleep(10);
    const item = randint(0, 1000);
    shelf.append(item);
    log(`made item ${item}`);
    itemsReady.release();
    log(`has released, sees the semaphore at ${itemsReady.value}`);
  }
}

export function consume(rounds: number) {
  for (let round = 0; round < rounds; round++) {
    log('is ready for an item');
    itemsReady.acquire();
    const seen = itemsReady.value;
    log(`takes item ${shelf.pop(0)}, sees the semaphore at ${seen}`);
  }
}

const mutex = new Semaphore(1, 'mutex');
const counter = new Value('i', 0, 'counter');

export function count(times: number) {
  for (let i = 0; i < times; i++) {
    mutex.acquire();
    counter.value += 1;
    mutex.release();
  }
  log(`has added ${times} times`);
}

function main({ params: { rounds, times }, variant }: { params: { rounds: number; times: number }; variant: string }) {
  const threads =
    variant === 'mutex'
      ? [new Thread({ target: count, args: [times] }), new Thread({ target: count, args: [times] })]
      : [
          new Thread({ target: consume, args: [rounds], name: 'consumer' }),
          new Thread({ target: produce, args: [rounds], name: 'producer' }),
        ];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'semaphore-producer',
  title: 'A semaphore as a signal, and as a lock',
  topic: 'threads',
  about: {
    question:
      'How does a thread wait for what another one has yet to make? With a semaphore that begins at 0: the consumer acquires it, the producer releases it once per item.',
    cpython:
      'CPython showed the producer 1 in 200 of 200 rounds, on 2.7 to 3.13. That is no promise: its release does not hand over the interpreter, so the producer reads first. Where threads run in parallel it may be 0 as well.',
  },
  variants: {
    signal: 'a semaphore that begins at 0: the consumer waits for the producer',
    mutex: 'a semaphore that begins at 1: it guards a counter, as a lock does',
  },
  params: {
    rounds: { default: 5, min: 1, max: 1000, about: 'signal: how many items are made' },
    times: { default: 10_000, min: 1, max: 1_000_000, about: 'mutex: how often each thread adds' },
  },
  speed: 10,
  explore: { params: { rounds: 2, times: 2 } },
  main,
  result({ lines }) {
    const items = numbersIn(lines, /^made item (\d+)$/);
    const producerSaw = numbersIn(lines, /^has released, sees the semaphore at (\d+)$/);
    const consumerSaw = numbersIn(lines, /^takes item \d+, sees the semaphore at (\d+)$/);
    return {
      made: producerSaw.map((seen, round) => [items[round], seen] as const),
      taken: numbersIn(lines, /^takes item (\d+),/).map((item, round) => [item, consumerSaw[round]] as const),
      counter: counter.value,
      permits: itemsReady.value,
    };
  },
  summary: ({ made, taken, counter }, { variant, params: { times } }) =>
    variant === 'signal'
      ? [
          {
            head: ['round', 'made', 'producer saw', 'taken', 'consumer saw'],
            rows: made.map(([item, seen], round) => [
              round + 1,
              item ?? '',
              seen,
              taken[round]?.[0] ?? 'lost',
              taken[round]?.[1] ?? '',
            ]),
          },
        ]
      : [{ head: ['counter', 'expected'], rows: [[counter, 2 * times]] }],
  outcomes: [
    {
      name: 'delivered',
      grade: 'expected',
      because: 'Each item was taken after it was made, once, and in order: one permit per item.',
      notice:
        'The consumer looks after it has taken the permit. After its release the producer sees 1, or 0 if the consumer was faster.',
      when: ({ variant, params, reason, result }) =>
        variant === 'signal' &&
        reason === 'completed' &&
        result?.made.length === params.rounds &&
        String(result.made.map(([item]) => item)) === String(result.taken.map(([item]) => item)),
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'There is one permit, so one thread at a time: no update was lost.',
      notice: ({ params: { times } }) =>
        `A semaphore that begins at 1 is a lock: nothing else guards the counter in ${2 * times} additions by two threads.`,
      when: ({ variant, params, reason, result }) =>
        variant === 'mutex' && reason === 'completed' && result?.counter === 2 * params.times,
    },
    {
      name: 'mutual-exclusion-broken',
      grade: 'forbidden',
      because: 'The counter lost an update: the semaphore let two threads in at once.',
      when: ({ variant, reason }) => variant === 'mutex' && reason === 'completed',
    },
  ],
});

function numbersIn(lines: readonly LogLine[], pattern: RegExp): number[] {
  return lines.flatMap(({ text }) => pattern.exec(text)?.slice(1) ?? []).map(Number);
}
