/**
 * How do consumers know that nothing more will come?
 *
 * A producer puts ten items into a queue, three consumers get them. The queue does all the waiting: there is no lock and no
 * condition in this file. But a `get` from an empty queue waits for ever, so somebody has to say that it is over.
 */
import { defineDemo, log, randint, SharedList, sleep } from 'pyconc';
import { Queue, ShutDown } from 'pyconc/queue';
import { Thread } from 'pyconc/threading';

const ITEMS = 10;
const CONSUMERS = 3;
/** Put once per consumer after all items: who gets it stops. */
const SENTINEL = -1;

const queue = new Queue<number>(0, 'items');
const put = new SharedList<number>('items put');
const got = new SharedList<readonly [consumer: number, item: number]>('items got');

export function produce() {
  for (let i = 0; i < ITEMS; i++) {
    sleep(1);
    const item = randint(0, 256);
    put.append(item);
    log(`made ${item}`);
    queue.put(item);
  }
}

/** The article's consumer: it never stops. */
export function consumeForEver(number: number) {
  for (;;) work(number, queue.get());
}

export function consumeUntilSentinel(number: number) {
  for (let item = queue.get(); item !== SENTINEL; item = queue.get()) work(number, item);
  queue.taskDone();
  log('got the sentinel, stops');
}

export function consumeUntilShutDown(number: number) {
  try {
    consumeForEver(number);
  } catch (error) {
    if (!(error instanceof ShutDown)) throw error;
    log('finds the queue shut down, stops');
  }
}

function work(number: number, item: number) {
  log(`got ${item}`);
  got.append([number, item]);
  queue.taskDone();
}

const consumers = {
  join: consumeUntilSentinel,
  shutdown: consumeUntilShutDown,
  'as-written': consumeForEver,
};

export default defineDemo({
  name: 'queue-consumers',
  title: 'One producer, three consumers and a queue',
  topic: 'threads',
  about: {
    question:
      'How do consumers know that nothing more will come? A queue does all the waiting for them, and from an empty one they wait for ever.',
    cpython:
      "CPython handed the items out in the same order, and in turn, in 100 of 100 runs. The article's program ended in none of them: all three consumers waited in get(), though no task was unfinished. Since 3.13 queue.shutdown() ends them, by an exception in get().",
  },
  variants: {
    join: 'main waits with queue.join(), then a sentinel per consumer ends them',
    shutdown: 'main shuts the queue down, as in Python 3.13',
    'as-written': "the article's: the consumers wait for ever",
  },
  speed: 10,
  main({ variant }) {
    const consume = consumers[variant as keyof typeof consumers];
    const threads = Array.from({ length: CONSUMERS }, (_, i) => {
      return new Thread({ target: consume, args: [i + 1], name: `consumer ${i + 1}` });
    });
    const producer = new Thread({ target: produce, name: 'producer' });
    for (const thread of [...threads, producer]) thread.start();
    producer.join();
    if (variant === 'join') {
      queue.join();
      log('all items are done');
      for (let i = 0; i < CONSUMERS; i++) queue.put(SENTINEL);
    } else if (variant === 'shutdown') {
      log('the producer has ended');
      queue.shutdown();
    }
    for (const thread of threads) thread.join();
  },
  result: () => ({
    put: put.toArray(),
    got: got.toArray(),
    unfinished: queue.unfinishedTasks,
  }),
  summary: ({ put, got, unfinished }) => [
    {
      head: ['consumer', 'items'],
      rows: Array.from({ length: CONSUMERS }, (_, i) => {
        const own = got.filter(([consumer]) => consumer === i + 1);
        return [i + 1, own.map(([, item]) => item).join(', ')];
      }),
    },
    { head: ['put', 'got', 'unfinished'], rows: [[put.length, got.length, unfinished]] },
  ],
  outcomes: [
    {
      name: 'lost-or-doubled',
      grade: 'forbidden',
      because: 'An item was lost, or two consumers got it.',
      when: ({ reason, result }) => reason !== 'failed' && !isEachOnce(result),
    },
    {
      name: 'each-once',
      grade: 'expected',
      because: 'Each item was got by one consumer, and all consumers were told to stop.',
      notice: ({ variant }) =>
        variant === 'shutdown'
          ? 'Main shut the queue down when the producer had ended: in each consumer get() then ended by an exception, ShutDown.'
          : 'Main waited in queue.join() until the last item was done, then put one sentinel per consumer: each got one, and stopped.',
      when: ({ reason, result }) => reason === 'completed' && result?.unfinished === 0,
    },
    {
      name: 'never-ends',
      grade: 'interesting',
      because: 'All items are taken and done, and nobody tells the consumers: each waits in get for ever.',
      notice:
        'No task is unfinished, so queue.join() would return: it is get() that waits for ever. Compare --variant join and --variant shutdown.',
      when: ({ variant, reason, result, threads }) =>
        variant === 'as-written' &&
        reason === 'hung' &&
        result?.unfinished === 0 &&
        threads.filter(({ name, end }) => name.startsWith('consumer') && end === 'alive').length === CONSUMERS,
    },
  ],
});

function isEachOnce(result?: { put: readonly number[]; got: readonly (readonly [number, number])[] }) {
  const sorted = (items: readonly number[]) => [...items].sort((a, b) => a - b).join();
  return result?.put.length === ITEMS && sorted(result.put) === sorted(result.got.map(([, item]) => item));
}
