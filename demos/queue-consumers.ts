/**
 * Run it: npx pyconc run queue-consumers
 *
 * How do consumers learn that there will be no more items?
 *
 * A producer puts ten items into a queue, three consumers get them. You will see the items go round among the consumers, and each
 * consumer stop. The queue does all the waiting: there is no lock and no condition in this file. But a `get` from an empty queue
 * waits for ever, so the consumers have to be told that there is no more; with `--variant as-written` they are not.
 */
import { defineDemo, type LogLine, log, randint, sleep } from 'pyconc';
import { Queue, ShutDown } from 'pyconc/queue';
import { Thread } from 'pyconc/threading';

/** Put once per consumer after all items: a consumer that gets it stops. */
const SENTINEL = -1;

const queue = new Queue<number>(0, 'items');

export function produce(items: number) {
  for (let i = 0; i < items; i++) {
    sleep(1);
    const item = randint(0, 256);
    log(`made ${item}`);
    queue.put(item);
  }
}

/** The consumer of the article: it never stops. */
export function consumeForEver() {
  for (;;) work(queue.get());
}

export function consumeUntilSentinel() {
  for (let item = queue.get(); item !== SENTINEL; item = queue.get()) work(item);
  queue.taskDone();
  log('got the sentinel, stops');
}

export function consumeUntilShutDown() {
  try {
    consumeForEver();
  } catch (error) {
    if (!(error instanceof ShutDown)) throw error;
    log('finds the queue shut down, stops');
  }
}

function work(item: number) {
  log(`got ${item}`);
  queue.taskDone();
}

const waysToConsume = {
  join: consumeUntilSentinel,
  shutdown: consumeUntilShutDown,
  'as-written': consumeForEver,
};

interface Sizes {
  items: number;
  consumers: number;
}

function main({ params: { items, consumers }, variant }: { params: Sizes; variant: string }) {
  const consume = waysToConsume[variant as keyof typeof waysToConsume];
  const threads = numbersTo(consumers).map((number) => new Thread({ target: consume, name: `consumer ${number}` }));
  const producer = new Thread({ target: produce, args: [items], name: 'producer' });
  for (const thread of [...threads, producer]) thread.start();
  producer.join();
  if (variant === 'join') {
    queue.join();
    log('all items are done');
    for (const _ of threads) queue.put(SENTINEL);
  } else if (variant === 'shutdown') {
    log('the producer has ended');
    queue.shutdown();
  }
  for (const thread of threads) thread.join();
}

function numbersTo(last: number) {
  return Array.from({ length: last }, (_, i) => i + 1);
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'queue-consumers',
  title: 'One producer, three consumers and a queue',
  topic: 'threads',
  about: {
    question:
      'How do consumers learn that there will be no more items? A queue does all the waiting for them, and on an empty one they wait for ever.',
    cpython:
      'CPython handed the items out in the same order, and in turn, in 100 of 100 runs. The program of the article ended in none of them: all three consumers waited in get(), though no task was unfinished. Since 3.13 queue.shutdown() ends them, by an exception in get().',
  },
  variants: {
    join: 'main waits with queue.join(), then a sentinel per consumer ends them',
    shutdown: 'main shuts the queue down, as in Python 3.13',
    'as-written': 'as in the article: the consumers wait for ever',
  },
  params: {
    items: { default: 10, min: 1, max: 1000, about: 'how many items are put' },
    consumers: { default: 3, min: 1, max: 20, about: 'how many threads get them' },
  },
  speed: 10,
  explore: { params: { items: 2, consumers: 2 } },
  main,
  result: ({ lines }) => ({
    put: lines.flatMap(({ text }) => /^made (\d+)$/.exec(text)?.slice(1) ?? []).map(Number),
    got: lines.flatMap(itemGot),
    unfinished: queue.unfinishedTasks,
  }),
  summary: ({ put, got, unfinished }, { params: { consumers } }) => [
    {
      head: ['consumer', 'items'],
      rows: numbersTo(consumers).map((number) => {
        const own = got.filter(([consumer]) => consumer === number);
        return [number, own.map(([, item]) => item).join(', ')];
      }),
    },
    { head: ['put', 'got', 'unfinished'], rows: [[put.length, got.length, unfinished]] },
  ],
  outcomes: [
    {
      name: 'lost-or-doubled',
      grade: 'forbidden',
      because: 'An item was lost, or two consumers got it.',
      when: ({ params, reason, result }) => reason !== 'failed' && !isEachOnce(params.items, result),
    },
    {
      name: 'each-once',
      grade: 'expected',
      because: 'Each item went to one consumer, and all consumers were told to stop.',
      notice: ({ variant }) =>
        variant === 'shutdown'
          ? 'Main shut the queue down when the producer had ended: then get() threw ShutDown in each consumer.'
          : 'Main waited in queue.join() until the last item was done, then put one sentinel per consumer: each got one and stopped.',
      when: ({ reason, result }) => reason === 'completed' && result?.unfinished === 0,
    },
    {
      name: 'never-ends',
      grade: 'interesting',
      because: 'All items are done, and nothing tells the consumers: each waits in get for ever.',
      notice:
        'No task is unfinished, so queue.join() would return: it is get() that waits for ever. Compare --variant join and --variant shutdown.',
      when: ({ variant, params, reason, result, threads }) =>
        variant === 'as-written' &&
        reason === 'hung' &&
        result?.unfinished === 0 &&
        threads.filter(({ name, end }) => name.startsWith('consumer') && end === 'alive').length === params.consumers,
    },
  ],
});

/** The number of a consumer and the item that it got, where a line says so. */
function itemGot({ thread, text }: LogLine): (readonly [consumer: number, item: number])[] {
  const [, consumer] = /^consumer (\d+)$/.exec(thread) ?? [];
  const [, item] = /^got (\d+)$/.exec(text) ?? [];
  return consumer === undefined || item === undefined ? [] : [[Number(consumer), Number(item)]];
}

function isEachOnce(items: number, result?: { put: readonly number[]; got: readonly (readonly [number, number])[] }) {
  const sorted = (all: readonly number[]) => [...all].sort((a, b) => a - b).join();
  return result?.put.length === items && sorted(result.put) === sorted(result.got.map(([, item]) => item));
}
