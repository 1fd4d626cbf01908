/** Small programs whose interleavings and classes are known: what exploring is measured by. */
import { defineDemo, log, SharedList, Value } from 'pyconc';
import { Condition, Event, Lock, mainThread, setExcepthook, Thread } from 'pyconc/threading';

const counter = new Value('i', 0, 'counter');
const lock = new Lock('lock');
const other = new Lock('other lock');
const event = new Event('event');
const buffer = new SharedList<number>('buffer');
const changed = new Condition(new Lock('buffer lock'), 'changed');

export function increment(count: number) {
  for (let i = 0; i < count; i++) counter.value += 1;
}

export function incrementUnderLock(count: number) {
  for (let i = 0; i < count; i++) {
    lock.acquire();
    counter.value += 1;
    lock.release();
  }
}

export function takeBoth(isOpposite: boolean) {
  const [first, second] = isOpposite ? [other, lock] : [lock, other];
  first.acquire();
  second.acquire();
  second.release();
  first.release();
}

export function setAndClear(items: number) {
  for (let i = 0; i < items; i++) {
    event.set();
    event.clear();
  }
}

export function awaitAndCount(items: number) {
  for (let i = 0; i < items; i++) {
    event.wait();
    counter.value += 1;
  }
}

export function produce(items: number, room: number, isWhile: boolean) {
  for (let i = 0; i < items; i++) {
    changed.acquire();
    if (isWhile) while (buffer.length === room) changed.wait();
    else if (buffer.length === room) changed.wait();
    buffer.append(i);
    changed.notify();
    changed.release();
  }
}

export function consume(items: number, isWhile: boolean) {
  for (let i = 0; i < items; i++) {
    changed.acquire();
    if (isWhile) while (buffer.length === 0) changed.wait();
    else if (buffer.length === 0) changed.wait();
    buffer.pop(0);
    changed.notify();
    changed.release();
  }
}

export function lookAtMain() {
  if (mainThread().isAlive()) log('seen');
}

export function fail() {
  throw new Error('it fails');
}

export function hook() {
  log('seen');
}

interface Sizes {
  threads: number;
  count: number;
  room: number;
}

function threadsOf(variant: string, { threads, count, room }: Sizes): Thread[] {
  const all = Array.from({ length: threads }, (_, i) => i);
  switch (variant) {
    case 'increments':
      return all.map(() => new Thread({ target: increment, args: [count] }));
    case 'locked':
      return all.map(() => new Thread({ target: incrementUnderLock, args: [count] }));
    case 'two-locks':
      return all.map((i) => new Thread({ target: takeBoth, args: [i === 1] }));
    case 'event':
      return [new Thread({ target: setAndClear, args: [count] }), new Thread({ target: awaitAndCount, args: [count] })];
    case 'main-end':
      return [new Thread({ target: lookAtMain })];
    case 'hook':
      return [new Thread({ target: fail })];
    default: {
      const isWhile = variant === 'buffer-while';
      return [
        new Thread({ target: produce, args: [count, room, isWhile] }),
        new Thread({ target: consume, args: [count / 2, isWhile] }),
        new Thread({ target: consume, args: [count / 2, isWhile] }),
      ];
    }
  }
}

function main({ params, variant }: { params: Sizes; variant: string }) {
  const threads = threadsOf(variant, params);
  for (const thread of threads) thread.start();
  if (variant === 'hook') setExcepthook(hook);
  if (variant === 'main-end') counter.value = 1;
  else for (const thread of threads) thread.join();
}

export default defineDemo({
  name: 'interleaved',
  title: 'Programs of known interleavings',
  topic: 'threads',
  about: { question: 'How many interleavings are there?' },
  params: {
    threads: { default: 2, about: 'threads' },
    count: { default: 2, about: 'operations of each thread, or items' },
    room: { default: 1, about: 'room in the buffer' },
  },
  variants: {
    increments: 'threads that add to a counter',
    locked: 'the same under a lock',
    'two-locks': 'two locks in opposite order',
    event: 'an event that is set and cleared',
    'buffer-if': 'two consumers that do not look again',
    'buffer-while': 'two consumers that look again, and notify one thread',
    'main-end': 'a thread that looks whether MainThread lives',
    hook: 'a thread that fails, while MainThread sets the excepthook',
  },
  main,
  result: () => ({ counter: counter.value }),
  outcomes: [
    {
      name: 'seen',
      grade: 'interesting',
      because: 'It was seen.',
      when: ({ lines }) => lines.length > 0,
    },
    {
      name: 'hung',
      grade: 'interesting',
      because: 'It hung.',
      when: ({ reason, threads }) => reason === 'hung' && !threads.some(({ error }) => error),
    },
    {
      name: 'popped-empty',
      grade: 'interesting',
      because: 'A consumer took from an empty buffer.',
      when: ({ threads }) => threads.some(({ error }) => error?.type === 'IndexError'),
    },
    {
      name: 'lost',
      grade: 'interesting',
      because: 'Updates were lost.',
      when: ({ result, params, variant }) =>
        /increments|locked/.test(variant) && result?.counter !== params.threads * params.count,
    },
    {
      name: 'failed',
      grade: 'interesting',
      because: 'A thread failed.',
      when: ({ variant, reason }) => variant === 'hook' && reason === 'failed',
    },
    { name: 'done', grade: 'expected', because: 'It came to its end.', when: ({ reason }) => reason === 'completed' },
  ],
});
