/**
 * Why is it `while`, and not `if`, before every `wait`?
 *
 * A producer fills a buffer that holds ten items, consumers empty it, and one condition is where they wait for each other.
 * Between the notification and the moment at which the woken thread has the lock again, the world may have changed: it has to
 * look once more. In variant `if` it does not.
 */
import { defineDemo, log, SharedList, sleep, Value } from 'pyconc';
import { Condition, RLock, Thread } from 'pyconc/threading';

const ITEMS = 20;
const ROOM = 10;

const buffer = new SharedList<number>('buffer');
const condition = new Condition(new RLock('buffer lock'), 'buffer changed');
const made = new Value('i', 0, 'items made');
const most = new Value('i', 0, 'most items in the buffer');
const taken = new SharedList<number>('items taken');

/** The article's guard and the right one: they differ in one word. */
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

// No `using` and no `finally` below, as in the article: who fails between acquire and release never gives the lock back.

export function produce(guard: 'if' | 'while', beats: number) {
  for (let item = 1; item <= ITEMS; item++) {
    sleep(beats);
    condition.acquire();
    waitOut[guard](() => buffer.length === ROOM);
    buffer.append(item);
    made.value += 1;
    most.value = Math.max(most.value, buffer.length);
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
    taken.append(item);
    log(`takes item ${item}: ${buffer.length} left`);
    condition.notify();
    condition.release();
    sleep(beats);
  }
}

export default defineDemo({
  name: 'condition-buffer',
  title: 'A bounded buffer under a condition',
  topic: 'threads',
  about: {
    question:
      'How do a producer and a consumer wait for each other, one for room and one for an item? Under one condition, each testing what it waits for in a loop.',
    cpython:
      "CPython wakes exactly who is notified, so the article's `if` was right with one consumer, in 10 of 10 runs. With two that are faster than the producer it failed and hung in 10 of 10, on each of 2.7, 3.9, 3.11 and 3.13: with the notification that the first means for the producer it wakes the second.",
  },
  variants: {
    while: 'one consumer, each wait in a loop',
    if: "the article's guard, with two consumers that never pause",
  },
  speed: 10,
  main({ variant }) {
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
  },
  result: () => ({
    made: made.value,
    taken: taken.toArray(),
    left: buffer.toArray(),
    most: most.value,
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
        'A woken consumer did not look again: another one had taken the item. It died holding the lock, and the rest wait for ever.',
      notice:
        'It begins with the IndexError: that consumer died holding the lock, so who wants it waits for ever. With `while` it would have looked again.',
      when: ({ variant, threads }) => variant === 'if' && threads.some(({ error }) => error?.type === 'IndexError'),
    },
    {
      name: 'overfull',
      grade: 'forbidden',
      because: 'The buffer held more items than it has room for: two threads were in at once.',
      when: ({ result }) => (result?.most ?? 0) > ROOM,
    },
    {
      name: 'correct',
      grade: 'expected',
      because: 'Each item was made once and taken once, and the buffer never held more than 10.',
      notice:
        'The consumer is the slower one, so the buffer fills up, and never beyond 10. Who is woken looks again before it goes on.',
      when: ({ variant, reason, result }) => variant === 'while' && reason === 'completed' && isAllTaken(result),
    },
    {
      name: 'lucky',
      grade: 'expected',
      because: 'No consumer came between a notification and the woken one this time: the guard is still wrong.',
      notice: 'Nothing kept another consumer from coming in between: run it again, and it may fail.',
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
