/**
 * Run it: npx pyconc run condition-buffer
 *
 * Why is it `while`, and not `if`, before every `wait`?
 *
 * A producer fills a buffer that has room for ten items, consumers empty it, and they wait for each other on one condition. You
 * will see the buffer fill up to 10, and never beyond. Between the notification and the moment at which the woken thread has
 * the lock again, another thread may have come first: so the thread has to look again. With `--variant if` it does not.
 */
import { defineDemo, type LogLine, log, SharedList, sleep } from 'pyconc';
import { Condition, RLock, Thread } from 'pyconc/threading';

const ITEMS = 20;
const ROOM = 10;

const buffer = new SharedList<number>('buffer');
const condition = new Condition(new RLock('buffer lock'), 'buffer changed');

/** The guard of the article and the correct one: they differ in one word. */
const waitOut = {
  if(isTooEarly: () => boolean) {
    if (isTooEarly()) waitForChange();
  },
  while(isTooEarly: () => boolean) {
    while (isTooEarly()) waitForChange();
  },
};

function waitForChange() {
  log(`waits: ${buffer.length} in the buffer`);
  condition.wait();
}

// No `using` and no `finally` below, as in the article: a thread that fails between acquire and release never returns the lock.

export function produce(guard: 'if' | 'while', beats: number) {
  for (let item = 1; item <= ITEMS; item++) {
    sleep(beats);
    condition.acquire();
    waitOut[guard](() => buffer.length === ROOM);
    buffer.append(item);
    log(`makes item ${item}: ${buffer.length} in the buffer`);
    condition.notify();
    condition.release();
  }
}

export function consume(guard: 'if' | 'while', beats: number, items: number) {
  for (let i = 0; i < items; i++) {
    condition.acquire();
    waitOut[guard](() => buffer.length === 0);
    const item = buffer.pop(0);
    log(`takes item ${item}: ${buffer.length} left`);
    condition.notify();
    condition.release();
    sleep(beats);
  }
}

function main({ variant }: { variant: string }) {
  const threads =
    variant === 'if'
      ? [
          new Thread({ target: consume, args: ['if', 0, ITEMS / 2], name: 'consumer 1' }),
          new Thread({ target: consume, args: ['if', 0, ITEMS / 2], name: 'consumer 2' }),
          new Thread({ target: produce, args: ['if', 1], name: 'producer' }),
        ]
      : [
          new Thread({ target: consume, args: ['while', 2, ITEMS], name: 'consumer' }),
          new Thread({ target: produce, args: ['while', 1], name: 'producer' }),
        ];
  for (const thread of threads) thread.start();
  for (const thread of threads) thread.join();
  log('all is made and taken');
}

// The program ends here. What follows tells pyconc how to present it, and how to judge a run.

export default defineDemo({
  name: 'condition-buffer',
  title: 'A bounded buffer under a condition',
  topic: 'threads',
  about: {
    question:
      'How do a producer and a consumer wait for each other, one for room and one for an item? On one condition, and each tests in a loop what it waits for.',
    cpython:
      'CPython wakes exactly one thread per notification, so the `if` of the article was right with one consumer, in 10 of 10 runs. With two that are faster than the producer it failed and hung in 10 of 10, on each of 2.7, 3.9, 3.11 and 3.13: the notification that the first consumer means for the producer wakes the second.',
  },
  variants: {
    while: 'one consumer, each wait in a loop',
    if: 'the guard of the article, with two consumers that never pause',
  },
  speed: 10,
  main,
  result: ({ lines }) => ({
    made: numbersIn(lines, /^makes item (\d+):/).length,
    taken: numbersIn(lines, /^takes item (\d+):/),
    left: buffer.toArray(),
    most: Math.max(0, ...numbersIn(lines, /^makes item \d+: (\d+) in the buffer$/)),
  }),
  summary: ({ made, taken, left, most }) => [
    {
      head: ['made', 'taken', 'left', 'most in the buffer', 'room for'],
      rows: [[made, taken.length, left.length, most, ROOM]],
    },
  ],
  outcomes: [
    {
      name: 'popped-empty',
      grade: 'interesting',
      because:
        'A woken consumer did not look again: another one had taken the item. It died holding the lock, and the others wait for ever.',
      notice:
        'It begins with the IndexError: that consumer died holding the lock, which the others want. With `while` it would have looked again.',
      when: ({ variant, threads }) => variant === 'if' && threads.some(({ error }) => error?.type === 'IndexError'),
    },
    {
      name: 'overfull',
      grade: 'forbidden',
      because: 'The buffer held more items than it has room for: the lock let two threads in at once.',
      when: ({ result }) => (result?.most ?? 0) > ROOM,
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'Each item was made once and taken once, and the buffer never held more than 10.',
      notice:
        'The consumer is slower, so the buffer fills up, but never beyond 10. A woken thread looks again before it goes on.',
      when: ({ variant, reason, result }) => variant === 'while' && reason === 'completed' && isAllTaken(result),
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'No other consumer came first this time, but the guard is still wrong.',
      notice: 'Nothing kept the other consumer from coming first: run it again, and it may fail.',
      when: ({ reason, result }) => reason === 'completed' && isAllTaken(result),
    },
    {
      name: 'items-lost',
      grade: 'forbidden',
      because: 'An item was lost or taken twice.',
      when: ({ reason }) => reason === 'completed',
    },
  ],
});

function isAllTaken(result?: { made: number; taken: readonly number[] }) {
  return result?.made === ITEMS && result.taken.length === ITEMS && new Set(result.taken).size === ITEMS;
}

function numbersIn(lines: readonly LogLine[], pattern: RegExp): number[] {
  return lines.flatMap(({ text }) => pattern.exec(text)?.slice(1) ?? []).map(Number);
}
